import { forRead } from '@/app/_server/doors'
import { listProbes } from '@/lib/probes/list-probes'

export const POST = forRead(listProbes)
