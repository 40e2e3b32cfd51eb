"""graphql-core's executor, with a short cut through selections of plain fields."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import orjson
from graphql import GraphQLNonNull, GraphQLObjectType, GraphQLStreamDirective, is_object_type
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from graphql_api.compiled.counters import COUNTERS
from graphql_api.compiled.plans import OperationPlans, Plan, PlanCache, compile_plan
from graphql_api.row_source import NOTHING_WRITTEN, Classes, RowSource

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphql import GraphQLOutputType, GraphQLResolveInfo
    from graphql.execution.collect_fields import FieldDetails, FieldDetailsList, GroupedFieldSet

PLANS = PlanCache()


class CompiledExecutor(StrawberryGraphQLCoreExecutionContext):
    """Builds lists and objects by compiled functions where their fields are plain.

    Whatever such a function cannot build (a value of another type, null where none may be, an exception) is left to
    graphql-core, from the start of that list or object: reading plain fields twice does no harm, and so its answer, its
    errors and their order are graphql-core's own.
    """

    @cached_property
    def _plans(self) -> OperationPlans | None:
        """The operation's plans for these variables; None where nothing may be compiled."""
        middleware = self.middleware_manager
        if not self.error_propagation or (middleware is not None and middleware.middlewares):
            return None
        # What @include and @skip may depend on decides which fields a selection has.
        flags = tuple(
            (name, one) for name, one in self.variable_values.coerced.items() if isinstance(one, bool)
        )
        key = (id(self.schema), id(self.operation), flags)
        return PLANS.of(key, kept=(self.schema, self.operation, self.fragment_definitions))

    def complete_iterable_value(
        self,
        item_type: GraphQLOutputType,
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        items: Iterable[Any],
        position_context: Any,
    ) -> Any:
        """Build a list of objects at once."""
        written = items.written if isinstance(items, RowSource) else NOTHING_WRITTEN
        plan = self._plan(item_type, field_details_list, info, position_context, written)
        if plan is not None:
            if isinstance(items, RowSource):
                if plan.template is not None and (text := items.json(plan.template)) is not None:
                    return counted(orjson.Fragment(text))
                if plan.build_rows is not None and set(plan.ways) <= set(items.ways):
                    rows = items.rows(plan.ways)
                    try:
                        return counted(plan.build_rows(rows))
                    except Exception as reason:  # noqa: BLE001 - graphql-core finds the same, and says it better
                        COUNTERS.count_fallback(info, reason)
                items = list(items) if plan.build_list is not None else items
            if plan.build_list is not None and type(items) is list:
                try:
                    return counted(plan.build_list(items, self._infos(plan, path)))
                except Exception as reason:  # noqa: BLE001 - likewise
                    COUNTERS.count_fallback(info, reason)
        return super().complete_iterable_value(
            item_type, field_details_list, info, path, items, position_context
        )

    def complete_object_value(
        self,
        return_type: GraphQLObjectType,
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: Any,
        position_context: Any,
    ) -> Any:
        """Build what is plain of an object at once, and resolve the rest field by field."""
        plan = self._plan(return_type, field_details_list, info, position_context)
        if plan is not None:
            try:
                built = plan.build_one(result, self._infos(plan, path))
            except Exception as reason:  # noqa: BLE001 - likewise
                COUNTERS.count_fallback(info, reason)
            else:
                return self._with_delegated(counted(built), plan, return_type, result, path)
        return super().complete_object_value(
            return_type, field_details_list, info, path, result, position_context
        )

    def _with_delegated(
        self, built: dict[str, Any], plan: Plan, type_: GraphQLObjectType, source: Any, path: Path
    ) -> Any:
        """Fill in the fields that were left out, which keep their places among the others."""
        if not plan.delegated:
            return built
        others = self.execute_fields(type_, source, path, plan.delegated, None)
        if isinstance(others, dict):
            return built | others

        async def awaited() -> dict[str, Any]:
            return built | await others

        return awaited()

    def _plan(
        self,
        type_: GraphQLOutputType,
        details: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        position_context: Any,
        written: Classes = NOTHING_WRITTEN,
    ) -> Plan | None:
        inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        operation = self._plans
        if operation is None or position_context is not None or not is_object_type(inner):
            return None
        key = (inner.name, written, *(id(one.node) for one in details))
        if key not in operation.plans:
            operation.plans[key] = self._compiled(inner, details, info, written)
        return operation.plans[key]

    def _compiled(
        self,
        type_: GraphQLObjectType,
        details: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        written: Classes,
    ) -> Plan | None:
        """A new plan; None for directives whose variables are null, and for selections too deep for Python."""
        try:
            fields = self._plain_subfields(type_, details)
            if fields is None:
                return None
            return compile_plan(type_, fields, self._plain_subfields, written)
        except Exception as reason:  # noqa: BLE001 - likewise
            COUNTERS.count_fallback(info, reason)
            return None

    def _plain_subfields(self, type_: GraphQLObjectType, details: FieldDetailsList) -> GroupedFieldSet | None:
        """The fields asked of an object; None where directives or fragments do more than choose them."""
        fields, defer_usages, _ = self.collect_subfields(type_, details)
        asked = [*details, *(one for group in fields.values() for one in group)]
        return None if defer_usages or any(map(does_more_than_choose, asked)) else fields

    def _infos(self, plan: Plan, path: Path) -> list[Any]:
        """What resolvers get that need nothing of it but the context."""
        return [
            self.schema._strawberry_schema.config.info_class(  # type: ignore[attr-defined]  # noqa: SLF001 - Strawberry keeps it there
                _raw_info=self.build_resolve_info(field_def, [one.node for one in details], type_, path),
                _field=call.field,
            )
            for call, type_, field_def, details in plan.infos
        ]


def counted(built: Any) -> Any:
    """What was built, once it is counted."""
    COUNTERS.count_built()
    return built


def does_more_than_choose(asked: FieldDetails) -> bool:
    """Whether a field is deferred, streamed, or in a fragment with variables of its own."""
    is_streamed = any(one.name.value == GraphQLStreamDirective.name for one in asked.node.directives or ())
    return is_streamed or bool(asked.fragment_variable_values or asked.defer_usage)
