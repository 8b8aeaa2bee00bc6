CREATE TABLE "sign_in_groups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"company_ids" uuid[] NOT NULL,
	"company_roles" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sign_in_groups_name_unique" UNIQUE("name")
);
--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "company_roles" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "follows_groups" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "staff_companies" ADD COLUMN "role" text;