# The server and its data.
serve-address = omhu answers at { $address }
serve-first-run = First time: open { $address }/first-run?ticket={ $ticket } within a day, and make the user administrator's account.
serve-no-assets = The program was built without its looks. Run cargo xtask assets and build again; the pages work meanwhile.
serve-not-alone = { $address } can be reached from other machines. Put a proxy with TLS in front, and use --behind-tls.
serve-oidc-issuer = --oidc-issuer { $issuer }: that is no address with https, without ? and #. Write it just as in the issuer's own description.
serve-oidc-secret = --oidc-secret-file { $file }: the file cannot be read or is empty. Put the secret into it, in one line, and let only omhu read it.
serve-oidc-address = With --oidc-issuer and --behind-tls omhu must know which address browsers see: --address https://omhu.kommune.example
serve-address-wrong = --address { $address }: write https://, the name and perhaps a port, and nothing after it.
serve-oidc = The municipality's sign-in: { $issuer }. At the issuer there must be redirect_uri { $back }, post_logout_redirect_uri { $out } and backchannel_logout_uri { $goodbye }
serve-stopped = Stopped. Everything is saved.
serve-incident = Incident { $reference }: { $what }
serve-imported = { $cases } new cases, { $facts } new facts; { $same } were there already, { $retracted } of them retracted here; { $conflicts } rows have an id that stands for something else.
serve-would-import = Nothing was written. There would be { $cases } new cases and { $facts } new facts; { $same } are there already; { $conflicts } rows have an id that stands for something else.
serve-conflict = Case { $case }: id { $id } stands for something else here. The row was not brought in.
serve-exported = { $cases } cases, { $facts } facts written.
serve-whole = Everything is as it was written: { $cases } cases, { $events } events, { $access } looks in the log, { $texts } texts, { $checkpoints } checkpoints.
serve-not-whole = { $faults } places are not as they were written:
serve-finding = { $area } { $number } place { $place }: { $what }
serve-backed-up = The backup is written: { $rows } rows. Keep the secret key in another place than the backup.
serve-restored = Restored and checked.
serve-key-there = { $file } is there already. A key is not overwritten.
serve-demo-not-simulated = { $file }: the file does not say that it is simulated. A demonstration gives children invented names and never takes real cases.
serve-demo-made = Invented municipality: { $children } children, { $facts } facts. Everything is invented.
serve-persona = { $name }  ·  { $password }  ·  { $role }
serve-token = { $name }  ·  { $token }  ·  { $role }
serve-tokens = Tokens for programs (user · token · role):
serve-personas = Users (name · password · role):
