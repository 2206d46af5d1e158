"""All tables of the product, by their names in the glossary."""

import matchmaker.models.lengths  # noqa: F401 -- listens to all tables
from matchmaker.models.accounts import (
    PARTNERS,
    SEEING_PARTNERS,
    EventStaff,
    LinkKind,
    LinkRequest,
    LoginLink,
    LoginMethod,
    LoginSession,
    LoginTry,
    RecoveryCode,
    Staff,
    StaffRole,
)
from matchmaker.models.alerts import Again, Alert, AlertKind, AlertState
from matchmaker.models.audit import BY_ITSELF, CLIENT, COMMAND_LINE, Act, AuditEntry, record
from matchmaker.models.background import ACTIVE_STATES, BackgroundSearch, BackgroundWork, RunState
from matchmaker.models.base import LARGEST_ID, Numbered, OfEvent, required, row_id, unloaded
from matchmaker.models.campaigns import Campaign, CampaignPreset, CampaignRecipient, CampaignState, LeftOut
from matchmaker.models.communities import Community, CommunityRole, CommunityStaff, StaffInvitation
from matchmaker.models.desk import RepairSearch
from matchmaker.models.drafts import DraftAct, DraftEdit, DraftPresence, EditState, LimitWaiver, WaivedRule
from matchmaker.models.enrolment import (
    AnswerAudience,
    ColleagueInvitation,
    OfferedCategory,
    QuestionKind,
    RegistrationAnswer,
    RegistrationForm,
    RegistrationLink,
    RegistrationQuestion,
    RegistrationRequest,
    RequestDigest,
    RequestState,
)
from matchmaker.models.events import (
    Agreement,
    Category,
    CategoryExclusion,
    CategoryTier,
    Event,
    EventKind,
    Phase,
    category_name,
)
from matchmaker.models.inbox import (
    InboundKind,
    InboundMail,
    InboundState,
    InvitationAnswer,
    MailboxPosition,
    Says,
)
from matchmaker.models.journal import ImportBatch, RowImage, StructureAct, StructureChange
from matchmaker.models.marks import ChangeMark
from matchmaker.models.merges import DistinctOrganisations, DistinctPeople, Merge, MergeKind
from matchmaker.models.missions import Leg, LegMember, TravelTime
from matchmaker.models.organisations import (
    Logo,
    MemberContact,
    MemberTag,
    Organisation,
    Person,
    TierPeriod,
    full_name,
)
from matchmaker.models.particular_rules import ParticularRule, RuleKind
from matchmaker.models.presentations import (
    DayPart,
    Decision,
    Presentation,
    PresentationCall,
    ProposalState,
    ReviewMark,
    TimeSearch,
)
from matchmaker.models.publishing import (
    KEEP_CANCELLED,
    MEETING_UID,
    PROGRAMME_UID,
    EntryKind,
    EntryState,
    InvitationMethod,
    Message,
    MessageState,
    Release,
    ReleaseEntry,
    ReleaseKind,
    ReleaseUnmet,
    SentInvitation,
)
from matchmaker.models.registrations import (
    SENT_TO_MEETINGS,
    Absence,
    CalendarChoice,
    Delegation,
    Limits,
    Registration,
    Role,
    can_be_sent,
    effective_limits,
    enrolled,
    is_enrolled,
    sendable,
    takes_part,
    taking_part,
)
from matchmaker.models.saved_views import SavedView
from matchmaker.models.scheduling import (
    Meeting,
    PairKey,
    Placement,
    PlacementPerson,
    Scenario,
    ScenarioKind,
    SolveMode,
    SolveProgress,
    SolveRun,
    UnmetRequest,
    pair_of,
)
from matchmaker.models.structure import (
    Attendance,
    Audience,
    Block,
    FloorPlan,
    Means,
    Place,
    PlaceClosure,
    PlaceKind,
    ProgrammeItem,
    ProgrammeKind,
    ShapeKind,
    Slot,
    Venue,
)
from matchmaker.models.uploads import ImportMapping, ImportUpload
from matchmaker.models.wishes import Answer, PairDecision, Refusal, Strength, Veto, Wish

__all__ = [
    "ACTIVE_STATES", "BY_ITSELF", "CLIENT", "COMMAND_LINE", "KEEP_CANCELLED", "LARGEST_ID", "MEETING_UID",
    "PARTNERS", "PROGRAMME_UID", "SEEING_PARTNERS", "SENT_TO_MEETINGS", "Absence", "Act", "Again", "Agreement",
    "Alert", "AlertKind", "AlertState", "Answer", "AnswerAudience", "Attendance", "Audience", "AuditEntry",
    "BackgroundSearch", "BackgroundWork", "Block", "CalendarChoice", "Campaign", "CampaignPreset",
    "CampaignRecipient", "CampaignState", "Category", "CategoryExclusion", "CategoryTier", "ChangeMark",
    "ColleagueInvitation", "Community", "CommunityRole", "CommunityStaff", "DayPart", "Decision", "Delegation",
    "DistinctOrganisations", "DistinctPeople", "DraftAct", "DraftEdit", "DraftPresence", "EditState", "EntryKind",
    "EntryState", "Event", "EventKind", "EventStaff", "FloorPlan", "ImportBatch", "ImportMapping", "ImportUpload",
    "InboundKind", "InboundMail", "InboundState", "InvitationAnswer", "InvitationMethod", "LeftOut", "Leg",
    "LegMember", "LimitWaiver", "Limits", "LinkKind", "LinkRequest", "LoginLink", "LoginMethod", "LoginSession",
    "LoginTry", "Logo", "MailboxPosition", "Means", "Meeting", "MemberContact", "MemberTag", "Merge", "MergeKind",
    "Message", "MessageState", "Numbered", "OfEvent", "OfferedCategory", "Organisation", "PairDecision", "PairKey",
    "ParticularRule", "Person", "Phase", "Place", "PlaceClosure", "PlaceKind", "Placement", "PlacementPerson",
    "Presentation", "PresentationCall", "ProgrammeItem", "ProgrammeKind", "ProposalState", "QuestionKind",
    "RecoveryCode", "Refusal", "Registration", "RegistrationAnswer", "RegistrationForm", "RegistrationLink",
    "RegistrationQuestion", "RegistrationRequest", "Release", "ReleaseEntry", "ReleaseKind", "ReleaseUnmet",
    "RepairSearch", "RequestDigest", "RequestState", "ReviewMark", "Role", "RowImage", "RuleKind", "RunState",
    "SavedView", "Says", "Scenario", "ScenarioKind", "SentInvitation", "ShapeKind", "Slot", "SolveMode",
    "SolveProgress", "SolveRun", "Staff", "StaffInvitation", "StaffRole", "Strength", "StructureAct",
    "StructureChange", "TierPeriod", "TimeSearch", "TravelTime", "UnmetRequest", "Venue", "Veto", "WaivedRule",
    "Wish", "can_be_sent", "category_name", "effective_limits", "enrolled", "full_name", "is_enrolled", "pair_of",
    "record", "required", "row_id", "sendable", "takes_part", "taking_part", "unloaded",
]  # fmt: skip
