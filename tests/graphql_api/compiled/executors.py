"""The executors that are compared."""

from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from graphql_api.compiled.executor import CompiledExecutor

PlainExecutor = StrawberryGraphQLCoreExecutionContext
Executor = type[StrawberryGraphQLCoreExecutionContext]

__all__ = ["CompiledExecutor", "Executor", "PlainExecutor"]
