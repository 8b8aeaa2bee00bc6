import { z } from 'zod'
import { deliveryStates } from '@/db/schema/values'
import { Diagnosis } from '@/lib/diagnosis/schema'

const At = z.iso.datetime()

/**
 * The frozen content of a case file. Addresses are masked, and message texts are included only if the sharer chose so.
 */
export const CaseContent = z.object({
  takenAt: At,
  place: z.object({ company: z.string(), app: z.string(), environment: z.string() }),
  message: z.object({ title: z.string().nullable(), body: z.string().nullable() }).nullable(),
  diagnosis: Diagnosis,
  deliveries: z.array(
    z.object({
      id: z.uuid(),
      notificationId: z.uuid(),
      messageId: z.string().nullable(),
      requestId: z.string().nullable().default(null),
      state: z.enum(deliveryStates),
      reason: z.string().nullable(),
      receivedAt: At.nullable(),
      openedAt: At.nullable(),
      steps: z.array(z.object({ title: z.string(), detail: z.string().nullable(), at: At.nullable() })),
      uniqueIds: z.array(z.string()),
    }),
  ),
})
export type CaseContent = z.output<typeof CaseContent>
