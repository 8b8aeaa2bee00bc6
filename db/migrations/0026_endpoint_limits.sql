ALTER TABLE "company_endpoints" ADD COLUMN "concurrency_max" integer DEFAULT 512 NOT NULL;--> statement-breakpoint
ALTER TABLE "company_endpoints" ADD COLUMN "rate_per_second_max" integer;