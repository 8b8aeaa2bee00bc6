import { createHash } from 'node:crypto'
import type { Caller } from '@/gateway/key-check'
import type { MachineContext } from '@/lib/context'
import { type AskPrompt, askPrompt } from '@/lib/prompts/serving/ask-prompt'
import { streamToken } from '@/lib/prompts/serving/stream-token'
import { flagAnswer, flagKeys, ofJson } from './ofrep-answers'
import { answerWith, type OfrepAnswer } from './plain-http'

const inactivityDelaySec = 120

type Call = { search: string | undefined; caller: Caller }

export async function bulkAnswer(
  ctx: MachineContext,
  input: AskPrompt,
  { search, caller }: Call,
): Promise<OfrepAnswer> {
  const query = new URLSearchParams(search)
  const asked = await askPrompt(ctx, { ...input, configEtag: query.get('flagConfigEtag') ?? undefined })
  const flags = flagKeys.map((key) => flagAnswer(key, asked))
  // Some providers can't parse a response with these two fields, so only clients that ask for them get them.
  const body = JSON.stringify(
    query.get('eventStreams') === '1'
      ? { flags, metadata: { revision: asked.current.effective.revision }, eventStreams: [eventStream(ctx)] }
      : { flags },
  )
  // Hash the response itself: providers keep an ETag even when the context changes.
  const etag = `"${createHash('sha1').update(body).digest('base64url')}"`
  const headers = [...ofJson, 'etag', etag]
  return hasTag(caller.header('if-none-match'), etag) ? answerWith(304, headers) : answerWith(200, headers, body)
}

function eventStream({ environment, key }: MachineContext) {
  const token = streamToken({ environmentId: environment.id, keyId: key.id, now: Date.now() })
  return { type: 'sse', endpoint: { requestUri: `/api/v1/prompt/stream?token=${token}` }, inactivityDelaySec }
}

/** Matches quoted, weak, and bare tags, alone or in a list: clients send all of them. */
function hasTag(header: string | undefined, etag: string) {
  if (!header) return false
  const bare = etag.slice(1, -1)
  return header.split(',').some((given) => given.trim().replace(/^W\//, '').replace(/^"|"$/g, '') === bare)
}
