import { html } from 'hono/html'
import type { Document } from '@/gateway/openapi'
import { resolve, type Schema } from './example'
import { prose } from './prose'

const depthMax = 3

/** Renders an object's fields as rows, with nested fields below their parent. */
export function schemaFieldsOf(document: Document, schema: Schema, depth = 0, path = ''): unknown {
  const { properties = {}, required = [], oneOf } = resolve(document, schema)
  const alternatives = new Set(oneOf?.flatMap((one) => one.required ?? []))
  return Object.entries(properties).map(([name, field]) => {
    const whole = `${path}${name}`
    const inside = innerOf(document, field)
    return html`<div class="field">
        <div class="field-head"><code>${whole}</code><span class="type">${typeOf(document, field)}</span>${needOf(name, required, alternatives)}</div>
        ${prose(field.description ?? resolve(document, field).description)}${limitsOf(document, field)}
      </div>
      ${inside && depth < depthMax ? schemaFieldsOf(document, inside, depth + 1, `${whole}${isArray(document, field) ? '[].' : '.'}`) : ''}`
  })
}

function needOf(name: string, required: string[], alternatives: Set<string>) {
  if (alternatives.has(name)) return html`<span class="need">one of ${[...alternatives].join(', ')}</span>`
  return required.includes(name) ? html`<span class="need">required</span>` : ''
}

const isArray = (document: Document, field: Schema) => [resolve(document, field).type].flat().includes('array')

function innerOf(document: Document, field: Schema): Schema | undefined {
  const { properties, items } = resolve(document, field)
  if (properties) return field
  return items && resolve(document, items).properties ? items : undefined
}

function typeOf(document: Document, given: Schema): string {
  const { type, format, items, anyOf } = resolve(document, given)
  if (anyOf) return [...new Set(anyOf.map((one) => typeOf(document, one)))].join(' or ')
  const names = [type ?? 'any'].flat().map((one) => {
    if (one === 'array') return `array of ${items ? typeOf(document, items) : 'any'}`
    return one === 'string' && format ? (formats[format] ?? format) : one
  })
  return names.join(' or ')
}

const formats: Record<string, string> = { 'date-time': 'time', uuid: 'UUID' }

function limitsOf(document: Document, field: Schema) {
  const { enum: values, maxLength, maxItems, default: standard } = resolve(document, field)
  const limits = [
    values && `One of ${values.join(', ')}.`,
    maxLength && `At most ${maxLength} characters.`,
    maxItems && `At most ${maxItems}.`,
    standard !== undefined && `Default: ${standard}.`,
  ].filter(Boolean)
  return limits.length ? html`<p class="limits">${limits.join(' ')}</p>` : ''
}
