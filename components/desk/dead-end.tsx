import { ButtonLink } from '@/components/ui/button-link'
import { PageTitle } from '@/components/ui/page-title'

type Props = { tab: string; heading: string; children: string }

/** Replaces a page that this person can't see. Says why, and where to go instead. */
export const DeadEnd = ({ tab, heading, children }: Props) => (
  <>
    <PageTitle>{tab}</PageTitle>
    <div className="flex max-w-prose flex-col gap-3 py-10">
      <h1 className="font-semibold text-xl">{heading}</h1>
      <p className="text-md text-quiet">{children}</p>
      <p className="flex gap-2 pt-2">
        <ButtonLink variant="primary" href="/">
          Go to Companies
        </ButtonLink>
        <ButtonLink href="/team">See admins</ButtonLink>
      </p>
    </div>
  </>
)
