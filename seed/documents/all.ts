// Every document of the demo town, in the order of the catalogue.
import { annualReport2013 } from '../annual-report-2013.ts';
import type { SeedDocument } from '../types.ts';
import { institutionDocuments } from './01-institution.ts';
import { annualReports } from './04-annual-reports.ts';
import { policyDocuments } from './05-policies.ts';
import { decisionDocuments } from './07-decisions.ts';
import { planDocuments } from './08-plans.ts';
import { keyWorkDocuments } from './09-key-work.ts';
import { livelihoodDocuments } from './10-livelihood.ts';
import { budgetDocuments } from './11-budget.ts';
import { subsidyDocuments } from './12-subsidies.ts';
import { debtDocuments } from './13-debts.ts';
import { tenderDocuments } from './14-tenders.ts';
import { assetDocuments } from './15-assets.ts';
import { projectDocuments } from './16-projects.ts';
import { personnelDocuments } from './17-personnel.ts';
import { serviceDocuments } from './19-services.ts';
import { enforcementDocuments } from './20-enforcement.ts';
import { oversightDocuments } from './21-oversight.ts';
import { landDocuments } from './23-land.ts';
import { homesteadDocuments } from './25-homesteads.ts';
import { agricultureDocuments } from './26-agriculture.ts';
import { allowanceDocuments } from './27-allowances.ts';
import { reliefDocuments } from './27-relief.ts';
import { employmentDocuments } from './28-employment.ts';
import { schoolDocuments } from './29-school.ts';
import { environmentDocuments } from './30-environment.ts';
import { healthDocuments } from './31-health.ts';
import { emergencyDocuments } from './32-emergency.ts';
import { petitionDocuments } from './33-petitions.ts';
import { novemberDocuments } from './november-2026.ts';

export const documents: readonly SeedDocument[] = [
  annualReport2013,
  ...institutionDocuments,
  ...annualReports,
  ...policyDocuments,
  ...decisionDocuments,
  ...planDocuments,
  ...keyWorkDocuments,
  ...livelihoodDocuments,
  ...budgetDocuments,
  ...subsidyDocuments,
  ...debtDocuments,
  ...tenderDocuments,
  ...assetDocuments,
  ...projectDocuments,
  ...personnelDocuments,
  ...serviceDocuments,
  ...enforcementDocuments,
  ...oversightDocuments,
  ...landDocuments,
  ...homesteadDocuments,
  ...agricultureDocuments,
  ...allowanceDocuments,
  ...reliefDocuments,
  ...employmentDocuments,
  ...schoolDocuments,
  ...environmentDocuments,
  ...healthDocuments,
  ...emergencyDocuments,
  ...petitionDocuments,
  ...novemberDocuments,
].sort((a, b) => a.item.localeCompare(b.item) || a.publishedAt.localeCompare(b.publishedAt));
