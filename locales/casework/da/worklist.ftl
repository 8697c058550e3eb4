# Sagslisten: hvad der skal gøres, i lovens rækkefølge.
worklist-overdue = Overskredet
worklist-today = I dag
worklist-week = Denne uge
worklist-waiting = Venter på andre
worklist-later = Senere
