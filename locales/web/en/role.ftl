# The roles, as they stand beside the name.
role-caseworker = Caseworker
role-coordinator = Coordinator
role-team-leader = Team leader
role-quality-auditor = Quality auditor
role-controller = Controller
role-director = Director
role-external-auditor = External auditor
role-log-reviewer = Data-protection officer
role-user-administrator = User administrator
role-system-administrator = System administrator
