//! Statements on other systems that are told of obligations.

use super::statements;

statements! {
    /// A new one.
    WEBHOOK_ADD = "insert into webhook (webhook_no, url, secret, events, teams, created_at, created_by) \
        values ($1, $2, $3, $4, $5, $6, $7)";
    /// Those that were not ended, from a number on, with how many messages wait.
    WEBHOOKS = "select w.webhook_no, w.url, w.events, w.teams, w.created_at, w.created_by, w.stopped_at, \
        (select count(*) from webhook_message m where m.webhook_no = w.webhook_no and m.delivered_at is null) \
        from webhook w where w.ended_at is null and w.webhook_no > $1 order by w.webhook_no limit $2";
    /// How many there are.
    WEBHOOKS_COUNT = "select count(*) from webhook where ended_at is null";
    /// Those for whom messages are written: one that was given up may be resumed.
    WEBHOOKS_LISTENING = "select webhook_no, events, teams from webhook \
        where ended_at is null order by webhook_no";
    /// Ends one.
    WEBHOOK_END = "update webhook set ended_at = $2 where webhook_no = $1 and ended_at is null";
    /// Those that were given up before a second.
    WEBHOOKS_GIVEN_UP = "select webhook_no from webhook where ended_at is null and stopped_at < $1 order by webhook_no";
    /// Sends to one again that was given up.
    WEBHOOK_RESUME = "update webhook set stopped_at = null where webhook_no = $1 and ended_at is null \
        and stopped_at is not null";
    /// What waits for it is sent from now on, as if it had not been sent before.
    WEBHOOK_MESSAGES_RESUME = "update webhook_message set next_at = $2, attempts = 0 \
        where webhook_no = $1 and delivered_at is null";
    /// How many messages wait for one; none: there is no such one.
    WEBHOOK_WAITING = "select (select count(*) from webhook_message m where m.webhook_no = w.webhook_no \
        and m.delivered_at is null) from webhook w where w.webhook_no = $1 and w.ended_at is null";
    /// Gives one up.
    WEBHOOK_STOP = "update webhook set stopped_at = $2 where webhook_no = $1 and stopped_at is null";
    /// A new message.
    WEBHOOK_MESSAGE_ADD = "insert into webhook_message \
        (message_no, webhook_no, event, data, made_at, attempts, next_at, fault) \
        values ($1, $2, $3, $4, $5, 0, $5, '')";
    /// The oldest undelivered message of each, where its time has come.
    WEBHOOK_MESSAGES_DUE = "select m.message_no, m.webhook_no, m.event, m.data, m.made_at, m.attempts, \
        w.url, w.secret from webhook w join webhook_message m on m.webhook_no = w.webhook_no \
        where w.ended_at is null and w.stopped_at is null and m.delivered_at is null and m.next_at <= $1 \
        and m.message_no = (select min(o.message_no) from webhook_message o \
            where o.webhook_no = w.webhook_no and o.delivered_at is null) \
        order by m.message_no limit $2";
    /// It was taken.
    WEBHOOK_MESSAGE_TAKEN = "update webhook_message set delivered_at = $2, last_at = $2, \
        attempts = attempts + 1, answer = $3, fault = '' where message_no = $1 and delivered_at is null";
    /// It was not.
    WEBHOOK_MESSAGE_FAILED = "update webhook_message set last_at = $2, attempts = attempts + 1, \
        next_at = $3, answer = $4, fault = $5 where message_no = $1 and delivered_at is null";
    /// The messages to one, newest first.
    WEBHOOK_MESSAGES = "select m.message_no, m.event, m.made_at, m.attempts, \
        case when m.delivered_at is null and w.ended_at is null and w.stopped_at is null then m.next_at end, \
        m.last_at, m.answer, m.fault, m.delivered_at \
        from webhook_message m join webhook w on w.webhook_no = m.webhook_no \
        where m.webhook_no = $1 and m.message_no < $2 order by m.message_no desc limit $3";
    /// Whether there is one.
    WEBHOOK_IS = "select 1 from webhook where webhook_no = $1 and ended_at is null";
    /// Forgets what was taken long ago, and what was for one that ended.
    WEBHOOK_MESSAGES_SWEEP = "delete from webhook_message where delivered_at < $1 or webhook_no in \
        (select webhook_no from webhook where ended_at < $1)";
}
