ALTER TABLE "company_endpoints" ADD COLUMN "client_certificate" text;--> statement-breakpoint
ALTER TABLE "company_endpoints" ADD COLUMN "client_key" text;--> statement-breakpoint
ALTER TABLE "company_endpoints" ADD COLUMN "client_certificate_ends_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "company_endpoints" ADD COLUMN "ca_certificate" text;