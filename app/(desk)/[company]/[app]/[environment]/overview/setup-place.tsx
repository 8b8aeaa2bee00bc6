'use client'

import dynamic from 'next/dynamic'
import { type ComponentProps, useState } from 'react'
import { isSetUp } from '@/lib/companies/is-set-up'

const SetupChecklist = dynamic(() => import('./setup-checklist').then(({ SetupChecklist }) => SetupChecklist))

type Props = ComponentProps<typeof SetupChecklist> & { isHere: boolean }

/** Decided when the page opens: the checklist neither moves nor goes while someone works in it. */
export function SetupPlace({ isHere, ...checklist }: Props) {
  const [isShown] = useState(isHere && !isSetUp(checklist.initial))
  return isShown && <SetupChecklist {...checklist} />
}
