import { expect, it } from 'vitest'
import { POST } from './route'

it.each(['answer-500-x', '{}'])('returns 404 for any body if no simulator is running: %s', async (body) => {
  const request = new Request('https://push.example.com/api/simulator/company', { method: 'POST', body })
  expect((await POST(request)).status).toBe(404)
})
