import { z } from 'zod'
import { endpoint } from '@/gateway/endpoint'
import type { Gateway } from '@/gateway/gateway'
import { optionalFacts } from '@/lib/devices/register-device'
import { AnswerTaken, answerProbe } from '@/lib/probes/answer-probe'
import { PhoneAnswer } from '@/lib/probes/phone-answer'

export function registerProbeRoutes(gateway: Gateway) {
  endpoint(
    gateway,
    {
      verb: answerProbe,
      method: 'post',
      path: '/api/v1/probes/{id}',
      operationId: 'answerProbe',
      tag: 'App',
      summary: 'Answer a question to the phone',
      description:
        'A background push with `pushdesk.probeId` asks the app what iOS shows of its notifications. The app answers by itself, within the time that iOS gives it; see `/api/v1/docs/sdk`. Late and repeated answers are harmless. Permission, versions, and token are corrected from the answer as `PUT /devices` would correct them, which needs the customer’s `User-Token` where the environment uses identity verification.',
      params: z.strictObject({ id: z.uuid('Isn’t an ID.').meta({ description: '`pushdesk.probeId` of the push.' }) }),
      body: PhoneAnswer,
      leaves: optionalFacts,
      answers: { 200: { description: 'The answer was taken, now or before.', schema: AnswerTaken } },
      mayBe: [404],
    },
    async (act, { params, body }) => {
      const { answeredAt, ...taken } = await act({ ...body, id: params.id })
      return { status: 200, body: { answeredAt: answeredAt.toISOString(), ...taken } }
    },
  )
}
