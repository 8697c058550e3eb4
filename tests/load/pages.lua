-- My day and the pages of one's own cases, in turns, as many caseworkers at once.
-- wrk -s pages.lua URL -- TICKETS [PAUSE-MS]: the file has a ticket and case numbers on each line (example load_tickets).

local users, place, pause = {}, 0, 0
local seed = 0

function setup(thread)
  thread:set("number", seed)
  seed = seed + 1
end

function init(args)
  for line in io.lines(args[1]) do
    local ticket, cases = line:match("^(%S+)\t(%S*)$")
    if ticket then
      local user = { cookie = "__Host-session=" .. ticket, cases = {} }
      for case in (cases or ""):gmatch("%d+") do table.insert(user.cases, case) end
      if #user.cases > 0 then table.insert(users, user) end
    end
  end
  pause = tonumber(args[2] or "0")
  math.randomseed(17 + number)
end

function request()
  place = place + 1
  local user = users[math.random(#users)]
  local path = "/"
  if place % 2 == 0 then path = "/cases/" .. user.cases[math.random(#user.cases)] end
  return wrk.format("GET", path, { Cookie = user.cookie, Host = "localhost", ["User-Agent"] = "load" })
end

function delay()
  if pause == 0 then return 0 end
  return math.random(pause * 2)
end

-- A page of another status than 200 is no page: they are counted by wrk as errors.
function done(summary, latency, requests)
  io.write(string.format("pages %d, pages/s %.0f, p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms, other statuses %d, broken %d\n",
    summary.requests, summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    latency:percentile(99) / 1e3, latency.max / 1e3, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
