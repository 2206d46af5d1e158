"""All tables of the product, by their names in the glossary."""

import matchmaker.models.lengths  # listens to all tables
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
from matchmaker.models.acts import Act
from matchmaker.models.alerts import Again, Alert, AlertKind, AlertState
from matchmaker.models.audit import BY_ITSELF, CLIENT, COMMAND_LINE, AuditEntry, collected, join, record
from matchmaker.models.background import ACTIVE_STATES, SILENCE, BackgroundSearch, BackgroundWork, RunState
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
from matchmaker.models.followup import (
    FollowUpAnswer,
    FollowUpRound,
    MeetingOutcome,
    MeetingRating,
    MeetingReport,
    Teller,
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
from matchmaker.models.missions import Demand, Leg, LegMember, TravelTime
from matchmaker.models.naming import GivenName, NameKind, WithGivenName
from matchmaker.models.organisations import (
    Logo,
    MemberContact,
    MemberTag,
    Organisation,
    Person,
    TierPeriod,
    full_name,
)
from matchmaker.models.papers import BookletTexts, MadePaper, PaperFile, PaperKind
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
from matchmaker.models.prospects import AttachePage, Counterpart, MeetsAt, Prospect, ProspectStage
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
from matchmaker.models.receptions import Guest, GuestList, GuestSays, GuestTable
from matchmaker.models.registrations import (
    COMES_ALONG,
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
from matchmaker.models.uploads import ImportColumn, ImportConstant, ImportUpload, ImportWord
from matchmaker.models.wishes import Answer, Companion, KeptAnswer, PairDecision, Strength, Veto, Wish
