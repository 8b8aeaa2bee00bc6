import type { RouteFacts } from './answers'

export type RegistrationStep = { kind: 'moved' | 'removed' | 'refused' | 'gone'; at: Date }

/** The last event that ended or prevented the registration of a customer without a device. */
export function lastStepBefore({ moves, history, customer }: RouteFacts): RegistrationStep | undefined {
  const moved = moves.find(({ previousCustomerId }) => previousCustomerId === customer?.id)
  const { removal, refusedRegistration, lastDelivery } = history
  const steps: (RegistrationStep | undefined)[] = [
    moved && { kind: 'moved', at: moved.movedAt },
    removal && { kind: 'removed', at: removal.at },
    refusedRegistration && { kind: 'refused', at: refusedRegistration.lastAt },
  ]
  const found = steps.filter((step) => step !== undefined).sort((a, b) => b.at.getTime() - a.at.getTime())
  return found[0] ?? (lastDelivery && { kind: 'gone', at: lastDelivery.at })
}
