"""The addresses under `/monitoring/`."""

from django.urls import path

from monitoring import pages, views

urlpatterns = [
    path("api/manual-assignments/", views.get_manual_assignments, name="get_manual_assignments"),
    path("api/sync-operation-pool/", views.sync_operation_pool, name="sync_operation_pool"),
    path(
        "update-current-monitor-operation/",
        views.update_current_monitor_operation,
        name="update_current_monitor_operation",
    ),
    path(
        "update-next-monitor-operation/",
        views.update_next_monitor_operation,
        name="update_next_monitor_operation",
    ),
    path("operations/<int:operation_pk>/drawing/", views.operation_drawing, name="operation_drawing"),
    path("planning/", pages.PlanningPage.as_view(), name="planning"),
    path("planning/<int:machine_pk>/", pages.MachinePage.as_view(), name="planning_machine"),
    path("board/", pages.BoardPage.as_view(), name="board"),
]
