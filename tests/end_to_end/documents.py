"""What a planner's screen sends."""

SEARCH = """
query Search($search: String) {
  operationPool(search: $search) { totalCount items { id name monitorOperationId } }
}
"""

ASSIGN = """
mutation Assign($input: AssignOperationInput!) {
  assignOperation(input: $input) {
    __typename
    ... on AssignOperationSuccess { changed slot { version source } warnings { code } }
    ... on Error { code message }
    ... on AssignmentConflict { changedBy slot { version operation { name } } }
  }
}
"""

CLEAR = """
mutation Clear($input: ClearSlotInput!) {
  clearSlot(input: $input) {
    __typename
    ... on ClearSlotSuccess { changed }
    ... on Error { code message }
  }
}
"""

MACHINES = """
query Machines {
  machines {
    pk
    name
    current { source version operation { name monitorOperationId currentlyMadeQuantity isSetup progress } }
    next { source version operation { name monitorOperationId currentlyMadeQuantity isSetup progress } }
  }
}
"""
