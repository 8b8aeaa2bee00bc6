import { html } from 'hono/html'
import type { Document } from '@/gateway/openapi'
import { exampleOf, type Schema } from './example'
import { schemaFieldsOf } from './fields'
import { prose } from './prose'

type Parameter = { name: string; in: string; required?: boolean; description?: string; schema: Schema }
type Content = Record<string, { schema: Schema }>
export type Operation = {
  method: string
  path: string
  operationId: string
  tags: string[]
  summary: string
  description?: string
  'x-key-kinds'?: string[]
  'x-roles'?: string[]
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, { description: string; content?: Content }>
}

export function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Omit<Operation, 'method' | 'path'>>).map(([method, operation]) => ({
      ...operation,
      method,
      path,
    })),
  )
}

export function showOperation(document: Document, operation: Operation) {
  const { operationId, method, path, summary, description, parameters = [], requestBody, responses } = operation
  const body = requestBody?.content['application/json']?.schema
  return html`<article id="${operationId}">
    <h3>${summary}</h3>
    <p class="call"><span class="method ${method}">${method.toUpperCase()}</span><code>${path}</code>${keys(operation)}</p>
    ${prose(description?.replace(/\n\nTakes a .*$/, ''))}
    <div class="columns">
      <div>
        ${parameters.length ? html`<h4>Parameters</h4>${parameters.map(showParameter)}` : ''}
        ${body ? html`<h4>Body</h4>${schemaFieldsOf(document, body)}` : ''}
        <h4>Responses</h4>
        ${Object.entries(responses).map(
          ([status, answer]) =>
            html`<div class="answer"><span class="status s${status[0]}">${status}</span><span>${answer.description}</span></div>`,
        )}
      </div>
      <div>
        <pre tabindex="0" aria-label="Request">${curl(document, operation, body)}</pre>
        ${Object.entries(responses).map(([status, { content }]) => {
          const schema = content?.['application/json']?.schema
          return schema
            ? html`<details><summary>${status} response</summary><pre tabindex="0" aria-label="Response ${status}">${pretty(exampleOf(document, schema))}</pre></details>`
            : ''
        })}
      </div>
    </div>
  </article>`
}

function keys({ 'x-key-kinds': kinds = [] }: Operation) {
  return kinds.map((kind) => html`<span class="key">${prefixOf(kind)}</span>`)
}

const prefixOf = (kind: string) => (kind === 'service' ? 'st' : kind === 'secret' ? 'sk' : 'pk')

function showParameter({ name, in: place, required, description, schema }: Parameter) {
  return html`<div class="field">
    <div class="field-head"><code>${name}</code><span class="type">${place}</span>${required ? html`<span class="need">required</span>` : ''}</div>
    ${prose(description ?? schema.description)}
  </div>`
}

function curl(document: Document, { method, path, 'x-key-kinds': kinds = [] }: Operation, body: Schema | undefined) {
  const key = kinds.length === 0 ? [] : [`-H 'Authorization: Bearer ${prefixOf(kinds[0] ?? 'publishable')}_…'`]
  const json = body
    ? ["-H 'Content-Type: application/json'", `-d '${pretty(exampleOf(document, body)).replaceAll("'", "'\\''")}'`]
    : []
  return [`curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}"$PUSHDESK${path}"`, ...key, ...json].join(
    ' \\\n  ',
  )
}

const pretty = (value: unknown) => JSON.stringify(value, null, 2)
