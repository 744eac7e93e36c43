import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

/** Hive Gateway with its Rust planner, and without what the other contenders do not do either. */
export const gatewayConfig = {
  unifiedGraphHandler,
  logging: 'error',
  landingPage: false,
  graphiql: false,
};
