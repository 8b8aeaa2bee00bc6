import { randomBytes, randomUUID } from 'node:crypto'
import { type APIRequestContext, expect } from '@playwright/test'
import { demoEnvironment } from './site'

/** A name or a token that no other test has. */
export const unique = (word: string) => `${word}-${randomBytes(5).toString('hex')}`
export const newToken = () => randomBytes(32).toString('hex')

type Environment = ReturnType<typeof demoEnvironment>
type Call = {
  method: 'PUT' | 'POST' | 'GET' | 'DELETE'
  path: string
  body?: unknown
  key?: 'secretKey' | 'publishableKey'
}

/** A call of the public API, as the platform or an app makes it. */
export async function callApi(
  request: APIRequestContext,
  environment: Environment,
  { method, path, body, key = 'secretKey' }: Call,
) {
  const headers = { authorization: `Bearer ${environment[key]}` }
  const answer = await request.fetch(`/api/v1${path}`, { method, headers, data: body })
  const text = await answer.text()
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${text}`).toBe(true)
  return text ? JSON.parse(text) : undefined
}

type Registered = { userId?: string; deviceToken?: string; uuid?: string; permission?: string; company?: string }

/** Registers a device of a new customer in the demo's sandbox. */
export async function registerCustomer(
  request: APIRequestContext,
  { permission = 'authorized', company, userId = unique('customer'), ...address }: Registered = {},
) {
  const environment = demoEnvironment('sandbox', company)
  const given: { uuid?: string; deviceToken?: string } = address.uuid
    ? { uuid: address.uuid }
    : { deviceToken: address.deviceToken ?? newToken() }
  const { device } = await callApi(request, environment, {
    method: 'PUT',
    path: '/devices',
    body: { ...given, user: { id: userId }, permission, appVersion: '5.1.0' },
  })
  return { environment, userId, token: given.deviceToken ?? '', deviceId: device.id as string }
}

/** An agent writes to the customer. */
export async function writeTo(
  request: APIRequestContext,
  { environment, userId }: { environment: Environment; userId: string },
) {
  const title = unique('Message')
  const body = {
    id: randomUUID(),
    type: 'live',
    conversationId: unique('conversation'),
    user: { id: userId },
    title,
    body: 'Hello',
  }
  const answer = await callApi(request, environment, { method: 'POST', path: '/messages', body })
  return { title, answer }
}
