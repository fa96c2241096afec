/**
 * Who may import whom: layers point down. dependency-cruiser reads this; layers.test.ts runs it.
 * Patterns are kept flat, one array entry per folder.
 */
/** From each layer to each layer that it may not import. */
const FORBIDDEN = {
  server: ['cli', 'config'],
  features: ['cli', 'server', 'config'],
  engine: ['cli', 'server', 'features', 'config'],
  platform: ['cli', 'server', 'features', 'engine', 'config'],
  config: ['cli', 'server', 'features', 'engine', 'platform'],
};

/** Feature -> the features whose files it may import. */
const FEATURE_ARROWS = {
  auth: ['mail', 'site'],
  content: ['jobs'],
  dashboard: [],
  exports: ['content', 'jobs', 'site'],
  imports: ['content', 'jobs', 'media'],
  jobs: [],
  media: ['jobs'],
  mail: [],
  monitoring: [],
  site: [],
};

/** Package -> where alone it may be imported. */
const HOMES = {
  '@apollo/server': ['^src/server'],
  '@node-rs/argon2': ['^src/platform/crypto'],
  '@zxcvbn-ts/language-common': ['^src/platform/crypto'],
  otpauth: ['^src/platform/crypto'],
  '@aws-sdk/client-s3': ['^src/platform/storage'],
  '@tus/server': ['^src/server'],
  'file-type': ['^src/platform/formats'],
  '@fastify/busboy': ['^src/server'],
  '@as-integrations/fastify': ['^src/server'],
  '@streamparser/json': ['^src/platform/formats'],
  ajv: ['^src/engine/content/kinds'],
  'ajv-formats': ['^src/engine/content/kinds'],
  bull: ['^src/platform/queue'],
  croner: ['^src/engine/jobs'],
  'csv-stringify': ['^src/platform/formats'],
  'hyparquet-writer': ['^src/platform/formats'],
  yazl: ['^src/platform/formats'],
  dataloader: ['^src/engine/loading'],
  'csv-parse': ['^src/platform/formats'],
  fastify: ['^src/server'],
  'graphql-ws': ['^src/server', '^src/cli', '^src/graphiql'],
  'ipaddr.js': ['^src/platform/fetching'],
  ioredis: ['^src/platform/redis', '^src/platform/queue'],
  htmlparser2: ['^src/platform/formats'],
  'markdown-it': ['^src/platform/formats'],
  piscina: ['^src/platform/threads'],
  mysql2: ['^src/platform/database'],
  nodemailer: ['^src/platform/mail'],
  'openid-client': ['^src/platform/openid'],
  'prosemirror-model': ['^src/platform/formats'],
  saxes: ['^src/platform/formats'],
  sharp: ['^src/platform/images'],
  'tar-stream': ['^src/platform/formats'],
  winston: ['^src/platform/telemetry'],
  yaml: ['^src/platform/formats'],
  yauzl: ['^src/platform/formats'],
};

const rules = [
  ...Object.entries(FORBIDDEN).flatMap(([from, targets]) => ({
    name: `${from}-points-down`,
    severity: 'error',
    from: { path: `^src/${from}/` },
    to: { path: targets.map(target => `^src/${target}/`) },
  })),
  ...Object.entries(FEATURE_ARROWS).map(([feature, allowed]) => ({
    name: `feature-${feature}-keeps-to-itself`,
    severity: 'error',
    from: { path: `^src/features/${feature}/` },
    to: { path: '^src/features/', pathNot: [feature, ...allowed].map(name => `^src/features/${name}/`) },
  })),
  {
    name: 'errors-is-a-leaf',
    severity: 'error',
    from: { path: '^src/errors[.]ts$' },
    to: { path: '^src' },
  },
  {
    name: 'platform-knows-no-graphql',
    severity: 'error',
    from: { path: '^src/platform/' },
    to: { path: ['node_modules/type-graphql', 'node_modules/graphql/'] },
  },
  ...Object.entries(HOMES).map(([name, homes]) => ({
    name: `home-of-${name.replace(/[@/]/g, '')}`,
    severity: 'error',
    from: { path: '^src', pathNot: homes },
    to: { path: `node_modules/${name}/` },
  })),
];

module.exports = {
  forbidden: rules,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^src/graphiql', '^src/admin'] },
    // TypeScript 7 has no compiler API for tools; swc reads decorators and type-only imports as well.
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
