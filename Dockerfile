# One image for the worker and the API; which of them a container is, its command says.
FROM node:24-slim

ENV NODE_ENV=production
WORKDIR /app
RUN mkdir /data && chown node:node /data

COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force
COPY . .

USER node
ENV DATA_DIR=/data LISTEN_ADDRESS=0.0.0.0
VOLUME /data
EXPOSE 3000
CMD ["node", "api/main.ts"]
