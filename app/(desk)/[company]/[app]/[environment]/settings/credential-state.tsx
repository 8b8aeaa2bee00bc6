import { Badge } from '@/components/ui/badge'
import type { CredentialView } from '@/lib/credentials/list-credentials'

/** While the environment sends to the simulator, none of Apple's keys is in use. */
export function CredentialState({ credential, isForApple }: { credential: CredentialView; isForApple: boolean }) {
  if (credential.revokedAt) return <Badge tone="suppressed">Revoked</Badge>
  if (credential.isSimulators) return <Badge className="hatched">Simulator only</Badge>
  if (credential.isSigning && isForApple) return <Badge tone="accepted">In use</Badge>
  return <Badge>Standby</Badge>
}
