import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The first tables: content types, jobs, what imports remember, the site's settings. */

export class CreateTables1795472664775 implements MigrationInterface {
  name = 'CreateTables1795472664775';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE \`external_ids\` (
                \`external_id\` varchar(255) COLLATE "utf8mb4_bin" NOT NULL,
                \`document_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`type\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`source_hash\` char(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                INDEX \`idx_external_ids_document\` (\`document_id\`),
                PRIMARY KEY (\`external_id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`idempotency_keys\` (
                \`scope\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`key\` varchar(255) CHARACTER SET "utf8mb4" COLLATE "utf8mb4_bin" NOT NULL,
                \`request_hash\` char(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`job_public_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`created_at\` datetime(3) NOT NULL,
                \`expires_at\` datetime(3) NOT NULL,
                INDEX \`idempotency_keys_expiry\` (\`expires_at\`),
                PRIMARY KEY (\`scope\`, \`key\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`job_events\` (
                \`job_id\` bigint UNSIGNED NOT NULL,
                \`ver\` int UNSIGNED NOT NULL,
                \`step\` varchar(3) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`from_state\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`to_state\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`fence\` int UNSIGNED NOT NULL,
                \`actor\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`reason\` varchar(1000) NULL,
                \`at\` datetime(3) NOT NULL,
                PRIMARY KEY (\`job_id\`, \`ver\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`job_warnings\` (
                \`job_id\` bigint UNSIGNED NOT NULL,
                \`seq\` int UNSIGNED NOT NULL,
                \`severity\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`line\` int UNSIGNED NULL,
                \`subject\` varchar(255) NULL,
                \`code\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`message\` varchar(1000) NOT NULL,
                INDEX \`job_warnings_severity\` (\`job_id\`, \`severity\`, \`seq\`),
                PRIMARY KEY (\`job_id\`, \`seq\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`jobs\` (
                \`id\` bigint UNSIGNED NOT NULL AUTO_INCREMENT,
                \`public_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`kind\` varchar(100) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`queue\` varchar(40) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`priority\` smallint NOT NULL DEFAULT '100',
                \`owner_id\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`payload\` json NOT NULL,
                \`active_key\` char(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`state\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`ver\` int UNSIGNED NOT NULL DEFAULT '0',
                \`fence\` int UNSIGNED NOT NULL DEFAULT '0',
                \`attempt\` smallint UNSIGNED NOT NULL DEFAULT '0',
                \`max_attempts\` smallint UNSIGNED NOT NULL,
                \`lost_count\` smallint UNSIGNED NOT NULL DEFAULT '0',
                \`max_lost\` smallint UNSIGNED NOT NULL DEFAULT '3',
                \`run_at\` datetime(3) NOT NULL,
                \`deadline_at\` datetime(3) NULL,
                \`lease_owner\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`lease_until\` datetime(3) NULL,
                \`dispatch_seq\` int UNSIGNED NOT NULL DEFAULT '0',
                \`dispatch_due_at\` datetime(3) NULL,
                \`checkpoint\` json NULL,
                \`checkpoint_seq\` int UNSIGNED NOT NULL DEFAULT '0',
                \`progress_attempt\` smallint UNSIGNED NOT NULL DEFAULT '0',
                \`progress_seq\` int UNSIGNED NOT NULL DEFAULT '0',
                \`progress_stage\` varchar(60) NULL,
                \`progress_completed\` bigint NOT NULL DEFAULT '0',
                \`progress_total\` bigint NULL,
                \`progress_unit\` varchar(30) NULL,
                \`progress_message\` varchar(255) NULL,
                \`progress_rate\` double NULL,
                \`progress_eta_seconds\` int NULL,
                \`cancel_requested_at\` datetime(3) NULL,
                \`cancel_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`result\` json NULL,
                \`error_code\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`error_message\` varchar(1000) NULL,
                \`parent_id\` bigint UNSIGNED NULL,
                \`created_at\` datetime(3) NOT NULL,
                \`started_at\` datetime(3) NULL,
                \`finished_at\` datetime(3) NULL,
                UNIQUE INDEX \`jobs_public_id\` (\`public_id\`),
                UNIQUE INDEX \`jobs_active_key\` (\`active_key\`),
                INDEX \`jobs_parent\` (\`parent_id\`),
                INDEX \`jobs_deadlines\` (\`state\`, \`deadline_at\`),
                INDEX \`jobs_settled\` (\`state\`, \`finished_at\`),
                INDEX \`jobs_owner\` (\`owner_id\`, \`id\`),
                INDEX \`jobs_claims\` (\`queue\`, \`state\`, \`priority\`, \`run_at\`, \`id\`),
                INDEX \`jobs_leases\` (\`state\`, \`lease_until\`),
                INDEX \`jobs_due_hints\` (\`state\`, \`dispatch_due_at\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`authors\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`state\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`revision\` int NOT NULL DEFAULT '1',
                \`created_at\` datetime(3) NOT NULL,
                \`updated_at\` datetime(3) NOT NULL,
                \`published_at\` datetime(3) NULL,
                \`publish_at\` datetime(3) NULL,
                \`live_at\` datetime(3) NULL,
                \`name\` varchar(250) NOT NULL,
                \`bio\` mediumtext NULL,
                \`email\` varchar(254) NULL,
                \`website\` varchar(2000) NULL,
                INDEX \`idx_author_name\` (\`name\`, \`id\`),
                UNIQUE INDEX \`idx_authors_slug\` (\`slug\`),
                INDEX \`idx_authors_live\` (\`live_at\`, \`id\`),
                INDEX \`idx_authors_updated\` (\`updated_at\`, \`id\`),
                INDEX \`idx_authors_due\` (\`state\`, \`publish_at\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`categories\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`state\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`revision\` int NOT NULL DEFAULT '1',
                \`created_at\` datetime(3) NOT NULL,
                \`updated_at\` datetime(3) NOT NULL,
                \`published_at\` datetime(3) NULL,
                \`publish_at\` datetime(3) NULL,
                \`live_at\` datetime(3) NULL,
                \`position\` int NOT NULL DEFAULT '0',
                \`path\` varchar(700) COLLATE "utf8mb4_bin" NOT NULL,
                \`name\` varchar(250) NOT NULL,
                \`description\` mediumtext NULL,
                \`parent_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                INDEX \`idx_categories_path\` (\`path\`),
                INDEX \`idx_category_name\` (\`name\`, \`id\`),
                INDEX \`idx_category_parent_live\` (\`parent_id\`, \`live_at\`, \`id\`),
                UNIQUE INDEX \`idx_categories_slug\` (\`slug\`),
                INDEX \`idx_categories_live\` (\`live_at\`, \`id\`),
                INDEX \`idx_categories_updated\` (\`updated_at\`, \`id\`),
                INDEX \`idx_categories_due\` (\`state\`, \`publish_at\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`tags\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`state\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`revision\` int NOT NULL DEFAULT '1',
                \`created_at\` datetime(3) NOT NULL,
                \`updated_at\` datetime(3) NOT NULL,
                \`published_at\` datetime(3) NULL,
                \`publish_at\` datetime(3) NULL,
                \`live_at\` datetime(3) NULL,
                \`name\` varchar(250) NOT NULL,
                \`description\` mediumtext NULL,
                INDEX \`idx_tag_name\` (\`name\`, \`id\`),
                UNIQUE INDEX \`idx_tags_slug\` (\`slug\`),
                INDEX \`idx_tags_live\` (\`live_at\`, \`id\`),
                INDEX \`idx_tags_updated\` (\`updated_at\`, \`id\`),
                INDEX \`idx_tags_due\` (\`state\`, \`publish_at\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`articles\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`state\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`revision\` int NOT NULL DEFAULT '1',
                \`created_at\` datetime(3) NOT NULL,
                \`updated_at\` datetime(3) NOT NULL,
                \`published_at\` datetime(3) NULL,
                \`publish_at\` datetime(3) NULL,
                \`live_at\` datetime(3) NULL,
                \`title\` varchar(300) NOT NULL,
                \`excerpt\` mediumtext NULL,
                \`body\` json NULL,
                \`pinned\` tinyint NOT NULL DEFAULT 0,
                \`author_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                INDEX \`idx_article_title\` (\`title\`, \`id\`),
                INDEX \`idx_article_author_live\` (\`author_id\`, \`live_at\`, \`id\`),
                UNIQUE INDEX \`idx_articles_slug\` (\`slug\`),
                INDEX \`idx_articles_live\` (\`live_at\`, \`id\`),
                INDEX \`idx_articles_updated\` (\`updated_at\`, \`id\`),
                INDEX \`idx_articles_due\` (\`state\`, \`publish_at\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`article_categories\` (
                \`owner_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`target_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`position\` int NOT NULL,
                \`live_at\` datetime(3) NULL,
                INDEX \`idx_article_categories_target\` (\`target_id\`, \`live_at\`, \`owner_id\`),
                PRIMARY KEY (\`owner_id\`, \`target_id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`article_tags\` (
                \`owner_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`target_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`position\` int NOT NULL,
                \`live_at\` datetime(3) NULL,
                INDEX \`idx_article_tags_target\` (\`target_id\`, \`live_at\`, \`owner_id\`),
                PRIMARY KEY (\`owner_id\`, \`target_id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`pages\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`slug\` varchar(200) COLLATE "utf8mb4_bin" NOT NULL,
                \`state\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`revision\` int NOT NULL DEFAULT '1',
                \`created_at\` datetime(3) NOT NULL,
                \`updated_at\` datetime(3) NOT NULL,
                \`published_at\` datetime(3) NULL,
                \`publish_at\` datetime(3) NULL,
                \`live_at\` datetime(3) NULL,
                \`position\` int NOT NULL DEFAULT '0',
                \`path\` varchar(700) COLLATE "utf8mb4_bin" NOT NULL,
                \`title\` varchar(300) NOT NULL,
                \`excerpt\` mediumtext NULL,
                \`body\` json NULL,
                \`author_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`parent_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                INDEX \`idx_pages_path\` (\`path\`),
                INDEX \`idx_page_title\` (\`title\`, \`id\`),
                INDEX \`idx_page_author_live\` (\`author_id\`, \`live_at\`, \`id\`),
                INDEX \`idx_page_parent_live\` (\`parent_id\`, \`live_at\`, \`id\`),
                UNIQUE INDEX \`idx_pages_slug\` (\`slug\`),
                INDEX \`idx_pages_live\` (\`live_at\`, \`id\`),
                INDEX \`idx_pages_updated\` (\`updated_at\`, \`id\`),
                INDEX \`idx_pages_due\` (\`state\`, \`publish_at\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`site_settings\` (
                \`id\` tinyint UNSIGNED NOT NULL,
                \`title\` varchar(200) NOT NULL,
                \`description\` varchar(1000) NOT NULL,
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            ALTER TABLE \`categories\`
            ADD CONSTRAINT \`FK_88cea2dc9c31951d06437879b40\` FOREIGN KEY (\`parent_id\`) REFERENCES \`categories\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`articles\`
            ADD CONSTRAINT \`FK_6515da4dff8db423ce4eb841490\` FOREIGN KEY (\`author_id\`) REFERENCES \`authors\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_categories\`
            ADD CONSTRAINT \`FK_5d1aff709c1979ce500ed985ddc\` FOREIGN KEY (\`owner_id\`) REFERENCES \`articles\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_categories\`
            ADD CONSTRAINT \`FK_4a827736e7115991dc89f27ed3e\` FOREIGN KEY (\`target_id\`) REFERENCES \`categories\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_tags\`
            ADD CONSTRAINT \`FK_798228214988ff4a197bb3b15b7\` FOREIGN KEY (\`owner_id\`) REFERENCES \`articles\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_tags\`
            ADD CONSTRAINT \`FK_eaf71da220b92cb02f140264c7a\` FOREIGN KEY (\`target_id\`) REFERENCES \`tags\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`pages\`
            ADD CONSTRAINT \`FK_4cfa4caf7f1c553220d70987fb2\` FOREIGN KEY (\`author_id\`) REFERENCES \`authors\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`pages\`
            ADD CONSTRAINT \`FK_65fc17f66b9d5e426eaf942dc86\` FOREIGN KEY (\`parent_id\`) REFERENCES \`pages\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE \`pages\` DROP FOREIGN KEY \`FK_65fc17f66b9d5e426eaf942dc86\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`pages\` DROP FOREIGN KEY \`FK_4cfa4caf7f1c553220d70987fb2\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_tags\` DROP FOREIGN KEY \`FK_eaf71da220b92cb02f140264c7a\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_tags\` DROP FOREIGN KEY \`FK_798228214988ff4a197bb3b15b7\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_categories\` DROP FOREIGN KEY \`FK_4a827736e7115991dc89f27ed3e\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_categories\` DROP FOREIGN KEY \`FK_5d1aff709c1979ce500ed985ddc\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`articles\` DROP FOREIGN KEY \`FK_6515da4dff8db423ce4eb841490\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`categories\` DROP FOREIGN KEY \`FK_88cea2dc9c31951d06437879b40\`
        `);
    await queryRunner.query(`
            DROP TABLE \`site_settings\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_pages_due\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_pages_updated\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_pages_live\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_pages_slug\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_page_parent_live\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_page_author_live\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_page_title\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_pages_path\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP TABLE \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_article_tags_target\` ON \`article_tags\`
        `);
    await queryRunner.query(`
            DROP TABLE \`article_tags\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_article_categories_target\` ON \`article_categories\`
        `);
    await queryRunner.query(`
            DROP TABLE \`article_categories\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_articles_due\` ON \`articles\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_articles_updated\` ON \`articles\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_articles_live\` ON \`articles\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_articles_slug\` ON \`articles\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_article_author_live\` ON \`articles\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_article_title\` ON \`articles\`
        `);
    await queryRunner.query(`
            DROP TABLE \`articles\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_tags_due\` ON \`tags\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_tags_updated\` ON \`tags\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_tags_live\` ON \`tags\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_tags_slug\` ON \`tags\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_tag_name\` ON \`tags\`
        `);
    await queryRunner.query(`
            DROP TABLE \`tags\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_categories_due\` ON \`categories\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_categories_updated\` ON \`categories\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_categories_live\` ON \`categories\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_categories_slug\` ON \`categories\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_category_parent_live\` ON \`categories\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_category_name\` ON \`categories\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_categories_path\` ON \`categories\`
        `);
    await queryRunner.query(`
            DROP TABLE \`categories\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_authors_due\` ON \`authors\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_authors_updated\` ON \`authors\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_authors_live\` ON \`authors\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_authors_slug\` ON \`authors\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_author_name\` ON \`authors\`
        `);
    await queryRunner.query(`
            DROP TABLE \`authors\`
        `);
    await queryRunner.query(`
            DROP INDEX \`jobs_due_hints\` ON \`jobs\`
        `);
    await queryRunner.query(`
            DROP INDEX \`jobs_leases\` ON \`jobs\`
        `);
    await queryRunner.query(`
            DROP INDEX \`jobs_claims\` ON \`jobs\`
        `);
    await queryRunner.query(`
            DROP INDEX \`jobs_owner\` ON \`jobs\`
        `);
    await queryRunner.query(`
            DROP INDEX \`jobs_settled\` ON \`jobs\`
        `);
    await queryRunner.query(`
            DROP INDEX \`jobs_deadlines\` ON \`jobs\`
        `);
    await queryRunner.query(`
            DROP INDEX \`jobs_parent\` ON \`jobs\`
        `);
    await queryRunner.query(`
            DROP INDEX \`jobs_active_key\` ON \`jobs\`
        `);
    await queryRunner.query(`
            DROP INDEX \`jobs_public_id\` ON \`jobs\`
        `);
    await queryRunner.query(`
            DROP TABLE \`jobs\`
        `);
    await queryRunner.query(`
            DROP INDEX \`job_warnings_severity\` ON \`job_warnings\`
        `);
    await queryRunner.query(`
            DROP TABLE \`job_warnings\`
        `);
    await queryRunner.query(`
            DROP TABLE \`job_events\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idempotency_keys_expiry\` ON \`idempotency_keys\`
        `);
    await queryRunner.query(`
            DROP TABLE \`idempotency_keys\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_external_ids_document\` ON \`external_ids\`
        `);
    await queryRunner.query(`
            DROP TABLE \`external_ids\`
        `);
  }
}
