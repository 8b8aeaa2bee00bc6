'use client'

import dynamic from 'next/dynamic'
import { type ComponentProps, useState } from 'react'
import { untilLoaded } from '@/components/ui/on-demand'
import { isSetUp } from '@/lib/companies/is-set-up'

const SetupChecklist = dynamic(() =>
  untilLoaded(() => import('./setup-checklist').then(({ SetupChecklist }) => SetupChecklist)),
)

type Props = ComponentProps<typeof SetupChecklist> & { isHere: boolean }

/** Decides once, when the page opens, so that the checklist doesn't move or disappear while someone uses it. */
export function SetupPlace({ isHere, ...checklist }: Props) {
  const [isShown] = useState(isHere && !isSetUp(checklist.initial))
  return isShown && <SetupChecklist {...checklist} />
}
