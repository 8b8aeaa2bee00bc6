import { describe } from 'vitest'
import { ProfileFacts } from '@/app/(desk)/account/profile-facts'
import { EntryChanges } from '@/app/(desk)/audit/entry-changes'
import { NoEntries } from '@/app/(desk)/audit/no-entries'
import { companyWords, signInWords } from '@/app/(desk)/team/person-words'
import { checkClaims } from './claim'

const bank = { id: 'bank', slug: 'bank', name: 'Bank' }
const person = { role: 'viewer' as const, companyIds: [] as string[], companyRoles: {}, archivedCompanyCount: 0 }
const me = { email: 'ann@example.com', role: 'viewer' as const, companies: [{ ...bank, role: undefined }] }
const signIn = { hasPassword: false, hasSecondFactor: false, hasSingleSignOn: false, followsGroups: false }

describe('the team page', () =>
  checkClaims([
    {
      claim: 'Companies: None',
      falseWhen: 'their only company is archived, and comes back with them',
      shown: <p>{companyWords({ ...person, archivedCompanyCount: 1 }, { companies: [bank] })}</p>,
      says: /^1 archived$/,
    },
    {
      claim: 'Companies: Bank',
      falseWhen: 'an archived one is theirs as well',
      shown: <p>{companyWords({ ...person, companyIds: ['bank'], archivedCompanyCount: 2 }, { companies: [bank] })}</p>,
      says: /^Bank, 2 archived$/,
    },
    {
      claim: 'Companies: a list',
      falseWhen: 'an admin sees every company, also those of tomorrow',
      shown: <p>{companyWords({ ...person, role: 'admin' }, { companies: [bank] })}</p>,
      says: /^All$/,
    },
    {
      claim: 'Role: Integration manager, Companies: Bank',
      falseWhen: 'they are a viewer in that company',
      shown: (
        <p>
          {companyWords(
            { ...person, role: 'integration_manager', companyIds: ['bank'], companyRoles: { bank: 'viewer' } },
            { companies: [bank] },
          )}
        </p>
      ),
      says: /^Bank \(Viewer\)$/,
    },
    {
      claim: 'Sign-in method: Single sign-on',
      falseWhen: 'the single sign-on that they are linked with is no longer set up',
      shown: <p>{signInWords(signIn)}</p>,
      says: /^None$/,
    },
    {
      claim: 'Sign-in method: Password',
      falseWhen: 'a code is asked for as well, and single sign-on works beside it',
      shown: <p>{signInWords({ ...signIn, hasPassword: true, hasSecondFactor: true, hasSingleSignOn: true })}</p>,
      says: /^Password with two-factor authentication, Single sign-on$/,
    },
  ]))

describe('the account page', () =>
  checkClaims([
    {
      claim: 'Single sign-on: Not linked',
      falseWhen: 'there is none to link with',
      shown: <ProfileFacts account={{ ...me, singleSignOn: undefined }} />,
      says: /Single sign-on Not set up/,
      neverSays: /linked/i,
    },
    {
      claim: 'Companies: nothing at all',
      falseWhen: 'their companies are archived: it looks as if the page had not loaded',
      shown: <ProfileFacts account={{ ...me, companies: [], singleSignOn: 'linked' }} />,
      says: /Companies None Single sign-on Linked/,
    },
  ]))

describe('the audit log', () =>
  checkClaims([
    {
      claim: 'No entries match; clear the filters',
      falseWhen: 'there is no filter, and nothing has happened in one’s companies',
      shown: <NoEntries hasFilters={false} />,
      says: /No entries yet/,
      neverSays: /match|filter/i,
    },
    {
      claim: 'Every sign-in is recorded here',
      falseWhen: 'sign-ins belong to no company, so that a manager sees none',
      shown: <NoEntries hasFilters={false} />,
      says: /appear here/,
      neverSays: /sign-in/i,
    },
    {
      claim: 'No entries yet',
      falseWhen: 'filters leave none',
      shown: <NoEntries hasFilters />,
      says: /No entries match/,
      neverSays: /yet/,
    },
    {
      claim: 'It changed no stored value',
      falseWhen: 'a password was changed, of which nothing can be shown',
      shown: <EntryChanges entry={{ before: null, after: null }} />,
      says: /No values were recorded/,
      neverSays: /changed/,
    },
    {
      claim: 'What did not change is no change',
      falseWhen: 'a value is the same before and after',
      shown: (
        <EntryChanges entry={{ before: { role: 'viewer', name: 'Ann' }, after: { role: 'support', name: 'Ann' } }} />
      ),
      says: /role before: viewer after: support$/,
      neverSays: /Ann/,
    },
  ]))
