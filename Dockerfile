# One image for every role: `serve` (the API), `work` (a worker), `migrate`, `seed`.

FROM node:20-bookworm-slim AS build
WORKDIR /keelson
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN npx tsc -p tsconfig.json && npm run --silent build:graphiql && npm run --silent build:admin && npm prune --omit=dev --no-audit --no-fund

FROM node:20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /keelson
COPY --from=build /keelson/package.json ./
COPY --from=build /keelson/node_modules ./node_modules
COPY --from=build /keelson/schema ./schema
COPY --from=build /keelson/dist ./dist
# The program is owned by root and read-only to the user that runs it; files that it is given go to the volume.
RUN mkdir -p /var/lib/keelson/storage && chown -R node:node /var/lib/keelson
USER node
ENV KEELSON_HTTP_HOST=0.0.0.0 \
    KEELSON_LOG_FORMAT=json \
    KEELSON_STORAGE_DIRECTORY=/var/lib/keelson/storage \
    KEELSON_STATE_DIRECTORY=/var/lib/keelson
VOLUME /var/lib/keelson
EXPOSE 4000
# A worker listens on no port: its service turns this check off.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.KEELSON_HTTP_PORT || 4000}/livez`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/src/main.js"]
CMD ["serve"]
