ALTER TABLE "company_endpoints" ADD COLUMN "retry_tries_max" integer;--> statement-breakpoint
ALTER TABLE "company_endpoints" ADD COLUMN "retry_first_seconds" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "company_endpoints" ADD COLUMN "retry_longest_seconds" integer DEFAULT 600 NOT NULL;