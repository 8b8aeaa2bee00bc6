'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { diagnosisQuery, isAskedQuery } from '@/components/diagnosis/diagnosis.query'
import { lookUpQuery } from '@/components/look-up/look-up.query'
import { NoMatch } from '@/components/look-up/no-match'
import { Button } from '@/components/ui/button'
import { onDemand } from '@/components/ui/on-demand'
import { Outside } from '@/components/ui/text/outside'

const WhyAnswer = onDemand(() =>
  import('@/app/(desk)/[company]/[app]/[environment]/customers/why/why-answer').then((loaded) => loaded.WhyAnswer),
)

type Props = { environmentId: string; environmentPath: string; name: string }

/**
 * Offers a diagnosis for an ID that matches no device. After the first request, it also runs for each ID that the
 * search settles on.
 */
export function UnknownCustomer({ environmentId, environmentPath, name }: Props) {
  const client = useQueryClient()
  const asked = isAskedQuery(environmentPath)
  const { data: isAsked = false } = useQuery(asked)
  const { data, error, refetch, isFetching } = useQuery(diagnosisQuery({ environmentPath, customer: name, isAsked }))
  const { data: found } = useQuery(lookUpQuery({ text: name, environmentId }))
  return (
    <div className="flex flex-col items-center gap-3">
      <p>
        No customer ID contains “<Outside>{name}</Outside>”, and no device token or UUID starts or ends with it.
      </p>
      {!data && (
        <Button
          isPending={isFetching}
          onClick={() => (isAsked ? void refetch() : client.setQueryData(asked.queryKey, true))}
        >
          Why doesn’t this customer get notifications?
        </Button>
      )}
      {error && <p role="alert">{error.message}</p>}
      {found?.noMatch && <NoMatch noMatch={found.noMatch} isWhyShown={false} />}
      {data && (
        <div aria-live="polite" className="flex w-full flex-col gap-3 text-left">
          <WhyAnswer {...{ environmentId, environmentPath, name }} diagnosis={data} noMatch={found?.noMatch} />
        </div>
      )}
    </div>
  )
}
