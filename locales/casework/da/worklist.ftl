# Sagslisten: hvad der skal gøres, i lovens rækkefølge.
worklist-overdue = Overskredet
worklist-today = I dag og de næste 24 timer
worklist-week = Denne uge
worklist-undated = Hurtigst muligt (uden fast frist)
worklist-fortnight = Inden 14 dage
worklist-waiting = Venter på andre
worklist-later = Senere
