// A FHIR R4 server in memory on loopback, for tests: @medplum/fhir-router behind node's own http.
// It prints its port on stdout. POST /$misbehave {"unavailable": n, "lose": n, "retryAfter": s} has it answer 503 n
// times, or store what it is sent and drop the connection without an answer.
import { randomBytes } from 'node:crypto';
import './node20.mjs';
import { createServer } from 'node:http';
import { badRequest, getStatus, OperationOutcomeError, validateResource } from '@medplum/core';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';
import { loadDefinitions } from './definitions.mjs';

// As a real server, which the one in memory is not: what is written is validated, and a transaction is all or nothing.
class StrictRepository extends MemoryRepository {
  async createResource(resource, options, update) {
    refuse(resource);
    return super.createResource(resource, options, update);
  }

  async conditionalCreate(resource, search, options) {
    refuse(resource);
    return super.conditionalCreate(resource, search, options);
  }

  async withTransaction(callback) {
    const kept = [copy(this.resources), copy(this.history)];
    try {
      return await callback(this);
    } catch (error) {
      restore(this.resources, kept[0]);
      restore(this.history, kept[1]);
      throw error;
    }
  }
}

function refuse(resource) {
  validateResource(resource);
  const term = resource.event?.text ?? '';
  if (term.startsWith('unheard-of')) {
    throw new OperationOutcomeError(badRequest('This receiver does not know such an event', 'AdverseEvent.event'));
  }
}

function copy(of) {
  return new Map([...of].map(([type, kept]) => [type, new Map([...kept].map(([id, one]) => [id, Array.isArray(one) ? [...one] : one]))]));
}

function restore(into, from) {
  into.clear();
  from.forEach((kept, type) => into.set(type, kept));
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) {
    parts.push(part);
  }
  const text = Buffer.concat(parts).toString('utf8');
  return text ? JSON.parse(text) : undefined;
}

function send(response, status, content, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/fhir+json', ...headers });
  response.end(JSON.stringify(content));
}

loadDefinitions();
const router = new FhirRouter();
const repository = new StrictRepository();
const token = randomBytes(16).toString('hex');
const seen = [];
let wrong = { unavailable: 0, lose: 0 };

async function answer(request, response) {
  const url = request.url.slice(1);
  const body = await bodyOf(request);
  if (url === '$misbehave') {
    wrong = { unavailable: 0, lose: 0, ...body };
    return send(response, 200, {});
  }
  if (url === '$seen') {
    return send(response, 200, seen);
  }
  if (request.headers.authorization !== `Bearer ${token}`) {
    return send(response, 401, badRequest('No such token'));
  }
  if (request.method !== 'GET') {
    seen.push({ method: request.method, url, key: request.headers['idempotency-key'], entries: body?.entry?.length ?? 1 });
    if (wrong.unavailable > 0) {
      wrong.unavailable -= 1;
      return send(response, 503, badRequest('Come back later'), wrong.retryAfter ? { 'retry-after': String(wrong.retryAfter) } : {});
    }
  }
  const [outcome, resource] = await router.handleRequest(
    { method: request.method, url, body, headers: request.headers, query: {}, params: {}, config: { transactions: true } },
    repository
  );
  if (request.method !== 'GET' && wrong.lose > 0) {
    wrong.lose -= 1;
    return request.socket.destroy();
  }
  return send(response, getStatus(outcome), resource ?? outcome);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => send(response, 500, badRequest(error.message)));
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port, token })));
// Whoever started it is gone when its stdin ends, and so is it.
process.stdin.on('end', () => process.exit(0)).resume();
