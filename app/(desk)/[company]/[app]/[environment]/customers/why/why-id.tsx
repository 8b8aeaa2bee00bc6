'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { diagnosisQuery } from '@/components/diagnosis/diagnosis.query'
import { lookUpQuery } from '@/components/look-up/look-up.query'
import { LookUpHits } from '@/components/look-up/look-up-hits'
import { NoMatch } from '@/components/look-up/no-match'
import { whyNameQuery, whyTitle } from '@/components/look-up/why-name'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/form/text-field'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { Outside } from '@/components/ui/text/outside'
import { WhyAnswer } from './why-answer'

type Props = { environmentId: string; environmentPath: string; asked: string }

export function WhyId({ environmentId, environmentPath, asked }: Props) {
  const { data: kept } = useQuery(whyNameQuery)
  const [typed, setTyped] = useState<string>()
  const name = typed ?? (asked || kept)
  return (
    <>
      <PageHeader
        title={name ? <Outside>{whyTitle(name)}</Outside> : 'Why doesn’t a customer get notifications?'}
        description="For an ID that doesn’t belong to a customer in this environment."
      />
      <form
        action={(form) => setTyped(String(form.get('customer')).trim())}
        className="flex max-w-xl items-end gap-2"
        key={name}
      >
        <TextField
          className="min-w-0 flex-1"
          name="customer"
          label="Customer ID"
          defaultValue={name}
          autoComplete="off"
          spellCheck={false}
        />
        <Button type="submit">Ask why</Button>
      </form>
      {name && <Answer {...{ environmentId, environmentPath, name }} />}
    </>
  )
}

function Answer({ environmentId, environmentPath, name }: Omit<Props, 'asked'> & { name: string }) {
  const { data, error } = useQuery(diagnosisQuery({ environmentPath, customer: name, isAsked: true }))
  const found = useQuery(lookUpQuery({ text: name, environmentId }))
  if (error) return <p role="alert">{error.message}</p>
  if (!data) return <Skeleton className="h-40 w-full" />
  return (
    <div aria-live="polite" className="flex max-w-3xl flex-col gap-6">
      <WhyAnswer {...{ environmentId, environmentPath, name }} diagnosis={data} noMatch={found.data?.noMatch}>
        {!data.customer && found.data?.noMatch && <NoMatch noMatch={found.data.noMatch} isWhyShown={false} />}
        {!data.customer && found.data && found.data.groups.length > 0 && <LookUpHits answer={found.data} />}
      </WhyAnswer>
    </div>
  )
}
