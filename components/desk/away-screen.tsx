import { Button } from '../ui/button'

/** In place of a page whose database is away. */
export function AwayScreen({ retry }: { retry: () => void }) {
  return (
    <div role="alert" className="flex max-w-prose flex-col gap-3 py-10">
      <h1 className="font-semibold text-xl">Pushdesk can’t reach its database right now</h1>
      <p className="text-md text-quiet">Try again in a few seconds. Apps still get the prompt as it was last saved.</p>
      <p className="pt-2">
        <Button variant="primary" onClick={retry}>
          Try again
        </Button>
      </p>
    </div>
  )
}
