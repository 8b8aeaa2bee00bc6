import { isBySender } from './disabled-then'
import type { Facts } from './facts'

/**
 * Returns the facts that someone outside may see: without names of staff, other customers, and other apps. No fact is
 * left out, so that the checks end as they do for the person who shares the case.
 */
export function factsForOutside({ moves, history, sameAddress, deviceEvents, removals, ...facts }: Facts): Facts {
  const { elsewhere, near, rotation, removal, erasure, prompt } = history
  const { appId } = facts.environment
  return {
    ...facts,
    colleagues: [],
    moves: moves.map((move) => ({ ...move, customerName: null, previousCustomerName: null })),
    sameAddress: sameAddress.map((row) => ({ ...row, environmentName: undefined })),
    removals: removals.map((one) => ({ ...one, by: 'A staff member' })),
    deviceEvents: deviceEvents.map((event) =>
      isBySender(event) ? event : { ...event, actorName: null, detail: null },
    ),
    history: {
      ...history,
      elsewhere: elsewhere.map((one) => ({
        ...one,
        name: facts.asked,
        ...(one.appId !== appId && { appName: 'another app', companyName: '' }),
      })),
      near: near.map((one) => ({ ...one, name: 'an ID that isn’t shown here' })),
      rotation: rotation && { ...rotation, by: staffMember },
      removal: removal && { ...removal, by: 'A staff member' },
      erasure: erasure && { ...erasure, erasedBy: staffMember },
      prompt: prompt && { ...prompt, offSince: prompt.offSince && { ...prompt.offSince, by: staffMember } },
    },
  }
}

const staffMember = 'a staff member'
