import 'server-only'
import { Refused } from '@/lib/errors'

/** Next.js silently truncates larger bodies. */
const bytesMax = 10 * 1024 * 1024

type Json = Awaited<ReturnType<Request['json']>>

/** Reads a JSON object sent by one of our own pages. The command validates its fields. */
export async function readJson(request: Request): Promise<Json> {
  if (Number(request.headers.get('content-length')) > bytesMax)
    throw new Refused('invalid', 'This is larger than 10 MB, the maximum for one request.')
  const body = await parsed(request)
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body
  throw new Refused('invalid', 'The body isn’t a JSON object.')
}

async function parsed(request: Request): Promise<Json> {
  try {
    return await request.json()
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new Refused('invalid', 'The body isn’t JSON.')
  }
}
