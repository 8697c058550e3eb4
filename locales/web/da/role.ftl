# Rollerne, som de står ved navnet.
role-caseworker = Rådgiver
role-coordinator = Faglig koordinator
role-team-leader = Teamleder
role-quality-auditor = Kvalitetsrevisor
role-controller = Controller
role-director = Direktør
role-external-auditor = Ekstern revisor
role-log-reviewer = Databeskyttelsesrådgiver
role-user-administrator = Brugeradministrator
role-system-administrator = Systemadministrator
