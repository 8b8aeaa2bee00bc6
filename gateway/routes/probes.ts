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
      summary: 'Respond for the phone',
      description:
        'A background push with `pushdesk.probeId` asks the app for its iOS notification settings. The app responds with this call, within the time that iOS gives it: see `/api/v1/docs/sdk`. Late and repeated responses are harmless. Pushdesk updates the permission, versions, and token from the response, as `PUT /devices` would. If the environment uses identity verification, the call needs the customer’s `User-Token`.',
      params: z.strictObject({ id: z.uuid('Isn’t an ID.').meta({ description: '`pushdesk.probeId` of the push.' }) }),
      body: PhoneAnswer,
      leaves: optionalFacts,
      answers: { 200: { description: 'Pushdesk recorded the response, now or earlier.', schema: AnswerTaken } },
      mayBe: [404],
    },
    async (act, { params, body }) => {
      const { answeredAt, ...taken } = await act({ ...body, id: params.id })
      return { status: 200, body: { answeredAt: answeredAt.toISOString(), ...taken } }
    },
  )
}
