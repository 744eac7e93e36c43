import type { ApolloServerPlugin } from '@apollo/server';

/**
 * What a browser is shown that opens the graph's address: a page of the gateway's own, because the usual ones load their
 * scripts from elsewhere, which a government network does not reach.
 */
export function landingPage(): ApolloServerPlugin {
  return { serverWillStart: async () => ({ renderLandingPage: async () => ({ html: HTML }) }) };
}

const HTML = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GraphQL 接口</title>
<style>
:root { color-scheme: light dark; }
body { max-width: 44rem; margin: 3rem auto; padding: 0 1.25rem; font: 16px/1.7 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
pre { padding: .9rem 1rem; overflow-x: auto; border: 1px solid #8886; border-radius: .4rem; }
code { font: .9rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
</style>
</head>
<body>
<main>
<h1>GraphQL 接口</h1>
<p>这里是统一图的地址。请以 <code>POST</code> 方式发送 JSON（UTF-8）：</p>
<pre><code>content-type: application/json

{"query": "{ __schema { queryType { fields { name description } } } }"}</code></pre>
<p>也可用 <code>GET ?query=…</code>，须带请求头 <code>apollo-require-preflight: true</code>。模式见 <a href="/schema.graphql">/schema.graphql</a>。<a href="/">返回首页</a></p>
<p lang="en">This is the address of the graph. Send a query as JSON by POST; any GraphQL tool can introspect what you may see, and <a href="/schema.graphql">/schema.graphql</a> says the same as SDL.</p>
</main>
</body>
</html>
`;
