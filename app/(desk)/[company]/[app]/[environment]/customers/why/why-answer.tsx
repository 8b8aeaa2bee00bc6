'use client'

import type { Route } from 'next'
import type { ReactNode } from 'react'
import { VerdictPanel } from '@/app/(desk)/[company]/[app]/[environment]/customers/[id]/verdict-panel'
import { CheckList } from '@/components/diagnosis/check-list'
import type { DiagnosisView } from '@/components/diagnosis/diagnosis-view'
import { OthersLine } from '@/components/diagnosis/others-line'
import { whyHref } from '@/components/look-up/why-name'
import { TextLink } from '@/components/ui/text/text-link'
import type { LookUpAnswer } from '@/lib/look-up/answer'
import type { Shaped } from '@/lib/shape'

type Props = {
  diagnosis: Shaped<typeof DiagnosisView>
  name: string
  environmentId: string
  environmentPath: string
  noMatch: LookUpAnswer['noMatch'] | undefined
  children?: ReactNode
}

/** Why someone without a customer page gets nothing: the same verdict and actions as on a customer page. */
export function WhyAnswer({ diagnosis, name, environmentId, environmentPath, noMatch, children }: Props) {
  const { customer, notification, verdict, checks, routes, others } = diagnosis
  const { device = null, delivery = null } = routes[0] ?? {}
  const path = `${environmentPath}/customers/why`
  return (
    <>
      <VerdictPanel
        about={{ customer, notification, verdict, device, delivery, asked: name }}
        place={{ environmentId, path: environmentPath }}
        pagePath={noMatch ? whyHref(noMatch, path) : path}
      >
        <OthersLine others={others} />
      </VerdictPanel>
      {customer && (
        <TextLink href={`${environmentPath}/customers/${customer.id}` as Route}>Open the customer’s page</TextLink>
      )}
      {children}
      <CheckList checks={checks} />
    </>
  )
}
