# Groups of steps.
group-intake = Notification
group-assessment = Assessment
group-decision = Decision
group-plan = Plan
group-measure = Measure and review
group-placement = Placement
group-youth = Youth
group-appeal = Appeals and access
group-case = The case
