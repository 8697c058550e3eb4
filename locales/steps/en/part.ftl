# Frames of the parts of an assessment.
part-heading = The six headings
part-side-child = The child's development
part-side-parents = What the parents can give
part-side-family = Family and network
part-column-worries = What are we worried about?
part-column-works-well = What works well?
part-column-to-happen = What needs to happen?
