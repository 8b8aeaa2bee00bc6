'use client'

import { useQuery } from '@tanstack/react-query'
import type { Route } from 'next'
import { Button } from '@/components/ui/button'
import { Outside } from '@/components/ui/outside'
import { TextLink } from '@/components/ui/text-link'
import { CheckList } from './check-list'
import { diagnosisQuery } from './diagnosis.query'
import { VerdictLine } from './verdict-line'

/** For an id that no device was found for: the question that support came with, answered here. */
export function WhyNobody({ environmentPath, name }: { environmentPath: string; name: string }) {
  const { data, error, refetch, isFetching } = useQuery(diagnosisQuery({ environmentPath, customer: name }))
  const [route] = data?.routes ?? []
  return (
    <div className="flex flex-col items-center gap-3">
      <p>
        No customer ID starts with “<Outside>{name}</Outside>”, and no device token or UUID starts or ends with it.
      </p>
      {!data && (
        <Button isPending={isFetching} onClick={() => refetch()}>
          Why doesn’t this customer get notifications?
        </Button>
      )}
      {error && <p role="alert">{error.message}</p>}
      {data && route && (
        <div aria-live="polite" className="flex w-full flex-col gap-3 text-left">
          <VerdictLine verdict={data.verdict} />
          <CheckList checks={route.checks} />
          {data.customer && (
            <TextLink href={`${environmentPath}/customers/${data.customer.id}` as Route}>
              Open the customer’s page
            </TextLink>
          )}
        </div>
      )}
    </div>
  )
}
