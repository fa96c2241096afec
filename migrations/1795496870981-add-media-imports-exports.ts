import { MigrationInterface, QueryRunner } from 'typeorm';

export class AddMediaImportsExports1795496870981 implements MigrationInterface {
  name = 'AddMediaImportsExports1795496870981';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE \`assets\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`storage_key\` varchar(100) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`filename\` varchar(200) NOT NULL,
                \`content_type\` varchar(127) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`kind\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`bytes\` bigint NOT NULL,
                \`sha256\` char(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`private\` tinyint NOT NULL DEFAULT 0,
                \`state\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`failure\` varchar(300) NULL,
                \`width\` int UNSIGNED NULL,
                \`height\` int UNSIGNED NULL,
                \`animated\` tinyint NULL,
                \`pages\` int UNSIGNED NULL,
                \`dominant_color\` char(7) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`placeholder\` text CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`alt\` varchar(1000) NOT NULL DEFAULT '',
                \`caption\` varchar(2000) NOT NULL DEFAULT '',
                \`focal_x\` double NULL,
                \`focal_y\` double NULL,
                \`created_at\` datetime(3) NOT NULL,
                \`updated_at\` datetime(3) NOT NULL,
                \`created_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                INDEX \`idx_assets_sha256\` (\`sha256\`, \`private\`),
                INDEX \`idx_assets_kind\` (\`kind\`, \`created_at\`, \`id\`),
                INDEX \`idx_assets_bytes\` (\`bytes\`, \`id\`),
                INDEX \`idx_assets_filename\` (\`filename\`, \`id\`),
                INDEX \`idx_assets_updated\` (\`updated_at\`, \`id\`),
                INDEX \`idx_assets_created\` (\`created_at\`, \`id\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`export_files\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`job_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`storage_key\` varchar(200) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`filename\` varchar(200) NOT NULL,
                \`content_type\` varchar(100) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`bytes\` bigint NOT NULL,
                \`row_count\` bigint NOT NULL,
                \`sha256\` char(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`created_at\` datetime(3) NOT NULL,
                \`expires_at\` datetime(3) NOT NULL,
                INDEX \`idx_export_files_job\` (\`job_id\`),
                INDEX \`idx_export_files_expires\` (\`expires_at\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`import_attachments\` (
                \`import_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`position\` int UNSIGNED NOT NULL,
                \`number\` smallint UNSIGNED NOT NULL,
                \`document_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`place\` varchar(5) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`url\` varchar(2000) NOT NULL,
                \`alt\` varchar(300) NOT NULL,
                \`host\` varchar(255) COLLATE "utf8mb4_bin" NOT NULL,
                \`lane\` tinyint UNSIGNED NOT NULL,
                \`outcome\` varchar(8) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`asset_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                INDEX \`idx_import_attachments_document\` (\`import_id\`, \`outcome\`, \`document_id\`),
                INDEX \`idx_import_attachments_host\` (
                    \`import_id\`,
                    \`outcome\`,
                    \`host\`,
                    \`lane\`,
                    \`position\`,
                    \`number\`
                ),
                PRIMARY KEY (\`import_id\`, \`position\`, \`number\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`import_rows\` (
                \`import_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`phase\` varchar(5) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`position\` int UNSIGNED NOT NULL,
                \`line\` int UNSIGNED NOT NULL,
                \`kind\` varchar(100) NOT NULL,
                \`outcome\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`document_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`revision\` int UNSIGNED NULL,
                \`prior_state\` varchar(12) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`subject\` varchar(200) NULL,
                \`code\` varchar(40) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`reason\` varchar(1000) NULL,
                INDEX \`idx_import_rows_outcome\` (\`import_id\`, \`phase\`, \`outcome\`, \`position\`),
                PRIMARY KEY (\`import_id\`, \`phase\`, \`position\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`imports\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`format\` varchar(20) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`filename\` varchar(200) NOT NULL,
                \`bytes\` bigint NOT NULL,
                \`upload\` varchar(100) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`settings\` longtext NOT NULL,
                \`columns\` longtext NULL,
                \`plan\` longtext NULL,
                \`tally\` longtext NULL,
                \`undo_tally\` longtext NULL,
                \`created_at\` datetime(3) NOT NULL,
                \`created_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`planned_at\` datetime(3) NULL,
                \`applied_at\` datetime(3) NULL,
                \`undone_at\` datetime(3) NULL,
                \`plan_job\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`apply_job\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`undo_job\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                INDEX \`idx_imports_created\` (\`created_at\`, \`id\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`asset_totals\` (
                \`owner\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`bytes\` bigint NOT NULL,
                PRIMARY KEY (\`owner\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`asset_uploads\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`storage_key\` varchar(100) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`state\` varchar(10) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`filename\` varchar(300) NOT NULL,
                \`declared_bytes\` bigint NULL,
                \`reserved_bytes\` bigint NOT NULL DEFAULT '0',
                \`received_bytes\` bigint NOT NULL DEFAULT '0',
                \`private\` tinyint NOT NULL DEFAULT 0,
                \`content_type\` varchar(127) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`sha256\` char(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`created_at\` datetime(3) NOT NULL,
                \`expires_at\` datetime(3) NOT NULL,
                \`created_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                INDEX \`idx_asset_uploads_expires\` (\`expires_at\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`article_body_assets\` (
                \`owner_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`target_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`position\` int NOT NULL,
                \`live_at\` datetime(3) NULL,
                INDEX \`idx_article_body_assets_target\` (\`target_id\`, \`live_at\`, \`owner_id\`),
                PRIMARY KEY (\`owner_id\`, \`target_id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`article_draft_body_assets\` (
                \`owner_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`target_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`position\` int NOT NULL,
                \`live_at\` datetime(3) NULL,
                INDEX \`idx_article_draft_body_assets_target\` (\`target_id\`, \`live_at\`, \`owner_id\`),
                PRIMARY KEY (\`owner_id\`, \`target_id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`page_body_assets\` (
                \`owner_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`target_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`position\` int NOT NULL,
                \`live_at\` datetime(3) NULL,
                INDEX \`idx_page_body_assets_target\` (\`target_id\`, \`live_at\`, \`owner_id\`),
                PRIMARY KEY (\`owner_id\`, \`target_id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`page_draft_body_assets\` (
                \`owner_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`target_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`position\` int NOT NULL,
                \`live_at\` datetime(3) NULL,
                INDEX \`idx_page_draft_body_assets_target\` (\`target_id\`, \`live_at\`, \`owner_id\`),
                PRIMARY KEY (\`owner_id\`, \`target_id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            ALTER TABLE \`authors\`
            ADD \`portrait_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`author_drafts\`
            ADD \`portrait_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`articles\`
            ADD \`hero_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_drafts\`
            ADD \`hero_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`pages\`
            ADD \`hero_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_drafts\`
            ADD \`hero_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_authors_portrait_id\` ON \`authors\` (\`portrait_id\`, \`live_at\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_author_drafts_portrait_id\` ON \`author_drafts\` (\`portrait_id\`, \`live_at\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_articles_hero_id\` ON \`articles\` (\`hero_id\`, \`live_at\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_article_drafts_hero_id\` ON \`article_drafts\` (\`hero_id\`, \`live_at\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_pages_hero_id\` ON \`pages\` (\`hero_id\`, \`live_at\`, \`id\`)
        `);
    await queryRunner.query(`
            CREATE INDEX \`idx_page_drafts_hero_id\` ON \`page_drafts\` (\`hero_id\`, \`live_at\`, \`id\`)
        `);
    await queryRunner.query(`
            ALTER TABLE \`authors\`
            ADD CONSTRAINT \`FK_2f204ae7d8d77003ae3d3a4c1a3\` FOREIGN KEY (\`portrait_id\`) REFERENCES \`assets\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`author_drafts\`
            ADD CONSTRAINT \`FK_608fbb2943ef3b383fc29e4bb70\` FOREIGN KEY (\`portrait_id\`) REFERENCES \`assets\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`articles\`
            ADD CONSTRAINT \`FK_2a0020f827c43db888aa2d4252d\` FOREIGN KEY (\`hero_id\`) REFERENCES \`assets\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_drafts\`
            ADD CONSTRAINT \`FK_16c5d7b5b849e12b56f64378d40\` FOREIGN KEY (\`hero_id\`) REFERENCES \`assets\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`pages\`
            ADD CONSTRAINT \`FK_506ac9544562fdfc9c3c3cf7dd5\` FOREIGN KEY (\`hero_id\`) REFERENCES \`assets\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_drafts\`
            ADD CONSTRAINT \`FK_ab24e330f1391c428889e4324fe\` FOREIGN KEY (\`hero_id\`) REFERENCES \`assets\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_body_assets\`
            ADD CONSTRAINT \`FK_5a25027db856cad6d203419c5a4\` FOREIGN KEY (\`owner_id\`) REFERENCES \`articles\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_body_assets\`
            ADD CONSTRAINT \`FK_40103f11ee300c08247fc31907f\` FOREIGN KEY (\`target_id\`) REFERENCES \`assets\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_draft_body_assets\`
            ADD CONSTRAINT \`FK_071b837452d6f295c556d118884\` FOREIGN KEY (\`owner_id\`) REFERENCES \`article_drafts\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_draft_body_assets\`
            ADD CONSTRAINT \`FK_d3458871141fa85e278b6fe2f84\` FOREIGN KEY (\`target_id\`) REFERENCES \`assets\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_body_assets\`
            ADD CONSTRAINT \`FK_6227172e1c041bff1e8f91b1fd1\` FOREIGN KEY (\`owner_id\`) REFERENCES \`pages\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_body_assets\`
            ADD CONSTRAINT \`FK_7e7eb8bb378894bc4cb7d6deb10\` FOREIGN KEY (\`target_id\`) REFERENCES \`assets\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_draft_body_assets\`
            ADD CONSTRAINT \`FK_b07d28e02d3b6b4b72da7c2537e\` FOREIGN KEY (\`owner_id\`) REFERENCES \`page_drafts\`(\`id\`) ON DELETE CASCADE ON UPDATE RESTRICT
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_draft_body_assets\`
            ADD CONSTRAINT \`FK_a285a72c25cb03e2af4d3b3c35a\` FOREIGN KEY (\`target_id\`) REFERENCES \`assets\`(\`id\`) ON DELETE RESTRICT ON UPDATE RESTRICT
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE \`page_draft_body_assets\` DROP FOREIGN KEY \`FK_a285a72c25cb03e2af4d3b3c35a\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_draft_body_assets\` DROP FOREIGN KEY \`FK_b07d28e02d3b6b4b72da7c2537e\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_body_assets\` DROP FOREIGN KEY \`FK_7e7eb8bb378894bc4cb7d6deb10\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_body_assets\` DROP FOREIGN KEY \`FK_6227172e1c041bff1e8f91b1fd1\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_draft_body_assets\` DROP FOREIGN KEY \`FK_d3458871141fa85e278b6fe2f84\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_draft_body_assets\` DROP FOREIGN KEY \`FK_071b837452d6f295c556d118884\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_body_assets\` DROP FOREIGN KEY \`FK_40103f11ee300c08247fc31907f\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_body_assets\` DROP FOREIGN KEY \`FK_5a25027db856cad6d203419c5a4\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_drafts\` DROP FOREIGN KEY \`FK_ab24e330f1391c428889e4324fe\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`pages\` DROP FOREIGN KEY \`FK_506ac9544562fdfc9c3c3cf7dd5\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_drafts\` DROP FOREIGN KEY \`FK_16c5d7b5b849e12b56f64378d40\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`articles\` DROP FOREIGN KEY \`FK_2a0020f827c43db888aa2d4252d\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`author_drafts\` DROP FOREIGN KEY \`FK_608fbb2943ef3b383fc29e4bb70\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`authors\` DROP FOREIGN KEY \`FK_2f204ae7d8d77003ae3d3a4c1a3\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`page_drafts\` DROP COLUMN \`hero_id\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`pages\` DROP COLUMN \`hero_id\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`article_drafts\` DROP COLUMN \`hero_id\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`articles\` DROP COLUMN \`hero_id\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`author_drafts\` DROP COLUMN \`portrait_id\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`authors\` DROP COLUMN \`portrait_id\`
        `);
    await queryRunner.query(`
            DROP TABLE \`page_draft_body_assets\`
        `);
    await queryRunner.query(`
            DROP TABLE \`page_body_assets\`
        `);
    await queryRunner.query(`
            DROP TABLE \`article_draft_body_assets\`
        `);
    await queryRunner.query(`
            DROP TABLE \`article_body_assets\`
        `);
    await queryRunner.query(`
            DROP TABLE \`asset_uploads\`
        `);
    await queryRunner.query(`
            DROP TABLE \`asset_totals\`
        `);
    await queryRunner.query(`
            DROP TABLE \`imports\`
        `);
    await queryRunner.query(`
            DROP TABLE \`import_rows\`
        `);
    await queryRunner.query(`
            DROP TABLE \`import_attachments\`
        `);
    await queryRunner.query(`
            DROP TABLE \`export_files\`
        `);
    await queryRunner.query(`
            DROP TABLE \`assets\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_page_drafts_hero_id\` ON \`page_drafts\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_pages_hero_id\` ON \`pages\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_article_drafts_hero_id\` ON \`article_drafts\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_articles_hero_id\` ON \`articles\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_author_drafts_portrait_id\` ON \`author_drafts\`
        `);
    await queryRunner.query(`
            DROP INDEX \`idx_authors_portrait_id\` ON \`authors\`
        `);
  }
}
