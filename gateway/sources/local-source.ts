import type { GraphQLDataSource } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import { type DocumentNode, execute, type GraphQLSchema, parse } from 'graphql';
import { departmentError } from '../public-error.ts';

/** A department that runs in this process. */
export interface LocalDepartment {
  /** Name that clients are told when it does not answer. */
  readonly publicName: string;
  schema(): GraphQLSchema;
  /** Context of one request to the department. */
  context(): unknown;
}

/** Documents remembered; the gateway sends few different ones, and each plan the same ones again. */
const MAX_DOCUMENTS = 1_000;

/** Runs the gateway's fetches on a department in this process, without serialisation. */
export function localSource(department: LocalDepartment, log: (cause: unknown) => void): GraphQLDataSource {
  const documents = new Map<string, DocumentNode>();
  return {
    async process({ request }) {
      const query = request.query ?? '';
      const document = documents.get(query) ?? parse(query, { noLocation: true });
      if (documents.size >= MAX_DOCUMENTS) documents.clear();
      documents.set(query, document);
      const result = await execute({
        schema: department.schema(),
        document,
        variableValues: request.variables ?? {},
        contextValue: department.context(),
      });
      const errors = (result.errors ?? []).map((error) => departmentError(department.publicName, error, log));
      return { data: result.data, ...(errors.length > 0 ? { errors } : {}) } as GatewayGraphQLResponse;
    },
  };
}
