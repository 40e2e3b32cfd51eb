"""The number of SQL statements depends on what is asked, never on how much there is."""

from monitoring.models import Machine, Monitor_operation, OperationDrawing
from tests.factories import CURRENT, NEXT, assigned, machine, monitor_plans, operation, pool_operation
from tests.graphql_api.api import Api

PLANNING_SCREEN = """
query PlanningScreen {
  latestEventId
  viewer { name canChangeAssignments canReport }
  plant { scriptLastHeardAt scriptIsSilent poolSize activeOverrides divergingSlots { id machine { pk name } } }
  machines { id pk name isActive current { ...Slot } next { ...Slot } }
}
fragment Slot on MachineSlot {
  id operationType version source diverges assignedAt assignedBy note monitorLastHeardAt
  operation { ...Job drawingUrl estimatedFinish assignedTo { id machine { name } } }
  monitorOperation { ...Job }
  manualOperation { id }
}
fragment Job on MonitorOperation {
  id monitorOperationId name quantity currentlyMadeQuantity remainingQuantity isOverPlan progress isSetup
  reportNumber plannedFinishDate employeeNames
}
"""

QUESTIONS = {
    "the planning screen": PLANNING_SCREEN,
    "curves on the board": """{ machines { current { operation {
        quantityReports { reportedAt quantity } short: quantityReports(last: 3) { quantity } estimatedFinish
        assignedTo { monitorOperation { assignedTo { id } quantityReports { quantity } } } } } } }""",
    "who has it, and what do they have": """{ machines { next { operation { assignedTo { machine {
        current { operation { drawingUrl estimatedFinish } } } } } } } }""",
    "one machine": "query { machine(pk: 1) { current { operation { assignedTo { id machine { name } } } } } }",
    "assignments with rows": "{ manualAssignments { id note machine { name } operation { name } } }",
    "assignments in depth": """{ manualAssignments {
        machine { name current { source operation { name } } next { version monitorOperation { name progress } } }
        operation { drawingUrl estimatedFinish quantityReports { quantity } assignedTo { id version } } } }""",
    "the pool": """{ operationPool { totalCount items {
        id estimatedFinish drawingUrl quantityReports(last: 5) { quantity }
        assignedTo { id machine { name next { source } } } } } }""",
    "the log": """{ planningEvents { pageInfo { endCursor } items {
        id kind before { held operationName } after { held }
        machine { name current { operation { name assignedTo { id } } } next { source } } } } }""",
    "divergence": """{ plant { divergingSlots {
        machine { name current { source } } operation { assignedTo { id } drawingUrl }
        monitorOperation { estimatedFinish } } } }""",
}


def add_busy_machine(number: int) -> None:
    """A machine with both slots overridden and planned, reports, drawings, and its neighbour's operation as next."""
    lathe = machine(f"Lathe {number:03d}", pk=number)
    monitor_plans(lathe, f"1{number}", slot=CURRENT, quantity=200, currently_made_quantity=7)
    monitor_plans(lathe, f"2{number}", slot=NEXT)
    neighbours = Monitor_operation.objects.filter(is_in_pool=True).last()
    own = assigned(lathe, pool_operation(f"3{number}"), slot=CURRENT, note="Rush")
    assigned(lathe, neighbours or own, slot=NEXT)
    for row in Monitor_operation.objects.filter(monitor_operation_id__in=[f"1{number}", f"3{number}"]):
        OperationDrawing.objects.create(operation=row, image=b"\x89PNG")
    for made in (10, 20):
        monitor_plans(lathe, f"1{number}", slot=CURRENT, currently_made_quantity=made)


def counts(api: Api) -> dict[str, int]:
    return {name: len(api.counted(question)[1]) for name, question in QUESTIONS.items()}


def test_twenty_machines_take_as_many_statements_as_one(planner: Api) -> None:
    add_busy_machine(1)
    for_one = counts(planner)

    for number in range(2, 21):
        add_busy_machine(number)

    assert Machine.objects.count() == 20
    assert counts(planner) == for_one


def test_a_page_of_operations_takes_one_statement_more_than_one_operation(planner: Api) -> None:
    """The page counts all matches besides."""
    for number in (1, 2, 3):
        add_busy_machine(number)
    details = "drawingUrl estimatedFinish assignedTo { id } quantityReports { quantity }"
    pk = Monitor_operation.objects.filter(is_in_pool=True)[0].pk

    _, for_one = planner.counted(f"query($id: ID!) {{ operation(id: $id) {{ {details} }} }}", id=str(pk))
    _, for_page = planner.counted(f"{{ operationPool {{ totalCount items {{ {details} }} }} }}")

    assert len(for_page) == len(for_one) + 1


def test_no_question_reads_a_drawing(planner: Api) -> None:
    add_busy_machine(1)

    asked = [planner.counted(question)[1] for question in QUESTIONS.values()]

    assert not [statement for statements in asked for statement in statements if "image" in statement]


def test_a_batch_of_reports_takes_the_same_statements_at_any_length(reporter: Api) -> None:
    for number in range(1, 501):
        operation(machine(f"Lathe {number:03d}", pk=number), str(number), planned_as=CURRENT)

    taken = {lines: statements_of_a_batch(reporter, lines=lines) for lines in (1, 20, 500)}

    assert set(taken.values()) == {taken[1]}


def statements_of_a_batch(api: Api, *, lines: int) -> int:
    reports = [
        {
            "machinePk": number,
            "monitorOperationId": str(number),
            "operationType": "CURRENT",
            "currentlyMadeQuantity": lines,
        }
        for number in range(1, lines + 1)
    ]
    data, statements = api.counted(
        "mutation($input: UpdateOperationQuantitiesInput!) { updateOperationQuantities(input: $input) { "
        "... on UpdateOperationQuantitiesSuccess { changed outcomes { ... on UpdateOperationQuantitySuccess { "
        "operation { currentlyMadeQuantity assignedTo { id } estimatedFinish } } } } } }",
        input={"reports": reports},
    )
    outcomes = data["updateOperationQuantities"]["outcomes"]
    assert [outcome["operation"]["currentlyMadeQuantity"] for outcome in outcomes] == [lines] * lines
    return len(statements)
