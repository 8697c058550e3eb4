# The server and its data.
serve-address = omhu answers at { $address }
serve-first-run = First time: open { $address }/first-run?ticket={ $ticket } within a day, and make the user administrator's account.
serve-no-assets = The program was built without its looks. Run cargo xtask assets and build again; the pages work meanwhile.
serve-not-alone = { $address } can be reached from other machines. Put a proxy with TLS in front, and use --behind-tls.
serve-oidc-issuer = --oidc-issuer { $issuer }: that is no address with https, without ? and #. Write it just as in the issuer's own description.
serve-oidc-secret = --oidc-secret-file { $file }: the file cannot be read or is empty. Put the secret into it, in one line, and let only omhu read it.
serve-oidc-address = With --oidc-issuer and --behind-tls omhu must know which address browsers see: --address https://omhu.kommune.example
serve-address-taken = { $address } is taken by another program, perhaps another omhu. Stop it, or choose another port with --listen.
serve-address-refused = { $address } cannot be used: { $error }. Choose another one with --listen.
serve-address-wrong = --address { $address }: write https://, the name and perhaps a port, and nothing after it.
serve-oidc = The municipality's sign-in: { $issuer }. At the issuer there must be redirect_uri { $back }, post_logout_redirect_uri { $out } and backchannel_logout_uri { $goodbye }
serve-stopped = Stopped. Everything is saved.
serve-incident = Incident { $reference }: { $what }
serve-imported =
    { $cases } new cases, { $facts } new facts; { $same } were there already, { $retracted } of them retracted here; { $conflicts } { $conflicts ->
        [one] row has
       *[other] rows have
    } an id that stands for something else.
serve-would-import =
    Nothing was written. There would be { $cases } new cases and { $facts } new facts; { $same } are there already; { $conflicts } { $conflicts ->
        [one] row has
       *[other] rows have
    } an id that stands for something else.
serve-new-cases = New cases: { $cases }{ $hidden ->
        [0] {""}
       *[other] {" "}and { $hidden } more
    }. If one of them is mistyped, correct it in the file.
serve-conflict = Case { $case }: id { $id } stands for something else here. The row was not brought in.
serve-exported =
    { $cases ->
        [one] 1 case
       *[other] { $cases } cases
    }, { $facts ->
        [one] 1 fact
       *[other] { $facts } facts
    } written.
serve-whole =
    Everything is as it was written: { $cases ->
        [one] 1 case
       *[other] { $cases } cases
    }, { $events ->
        [one] 1 event
       *[other] { $events } events
    }, { $access ->
        [one] 1 look-up
       *[other] { $access } look-ups
    } in the log, { $texts ->
        [one] 1 text
       *[other] { $texts } texts
    }, { $rows ->
        [one] 1 row
       *[other] { $rows } rows
    } on people, users, roles and settings, { $checkpoints ->
        [one] 1 checkpoint
       *[other] { $checkpoints } checkpoints
    }.
serve-not-whole =
    { $faults ->
        [one] 1 place is not as it was written:
       *[other] { $faults } places are not as they were written:
    }
serve-finding = { $area }{ $number }{ $place }: { $what }
serve-finding-case = , case { $number }
serve-finding-person = , person { $number }
serve-finding-place = , no. { $place }
serve-area-log = The log of a case
serve-area-ledger = The ledger
serve-area-access-log = The log of look-ups
serve-area-change-log = The log of changes of users
serve-area-row-log = The log of rows
serve-area-row = Row
serve-area-checkpoint = Checkpoints
serve-area-projection = Lists
serve-area-text = Text
serve-area-person = Person
serve-backed-up = The backup is written: { $rows } rows. Keep the secret key in another place than the backup.
serve-restored = Restored and checked.
serve-reindexed = { $texts } texts are in the index of the search anew.
serve-derives = The deadlines of { $cases } cases are worked out again, because the edition of the law is another one or it is long ago. That takes a minute or more; the pages come afterwards.
serve-old-index = The index of the search was made by an earlier omhu. It is made anew while the server runs; until then some words in older texts are not found.
serve-key-missing = { $file }: there is no such file, and no public key beside it ({ $public }). If this is the first backup, add --new-key, which makes both.
serve-key-there = { $file } is there already. A key is not overwritten.
serve-demo-not-simulated = { $file }: the file does not say that it is simulated. A demonstration gives children invented names and never takes real cases.
serve-demo-real = There is something other than a demonstration here. Name a new folder, or a new schema, with --data or --schema.
serve-import-real = The cases here are invented, and the file does not say that its cases are. The two must not be mixed: name another place with --data or --schema.
serve-import-simulated = The file says that its cases are invented, and there are cases here that are not. The two must not be mixed: name another place with --data or --schema.
serve-demo-made = Invented municipality: { $children } children, { $facts } facts. Everything is invented.
serve-persona = { $name }  ·  { $password }  ·  { $role }
serve-token = { $name }  ·  { $token }  ·  { $role }: { $reach }
serve-reach-own = own cases
serve-reach-team = the cases of the team
serve-reach-undistributed = opens cases; cases that no team has yet
serve-reach-deadlines = the deadlines of all cases, without names
serve-reach-none = no cases
serve-tokens = Tokens for programs (user · token · role and reach):
serve-personas = Users (name · password · role):
