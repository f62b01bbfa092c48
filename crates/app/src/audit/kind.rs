//! What a row of the audit log tells of.

/// The kinds of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 登录.
    SignIn,
    /// A login and a password that do not go together, or an account that is shut.
    SignInFailed,
    SignOut,
    /// 再次验证: somebody at a session proved once more who he is, before keys or rights were changed.
    ProvedAgain,
    /// A session was ended by its holder elsewhere, or by whoever keeps the accounts.
    SessionEnded,
    /// 越权: somebody asked for what his roles do not allow.
    Refused,
    /// 新增账户.
    AccountMade,
    /// 停用账户.
    AccountDisabled,
    /// 启用账户.
    AccountEnabled,
    /// 岗位变更, given and taken.
    RightsChanged,
    /// 申请岗位: roles that wait for the security administrator.
    RightsAsked,
    /// A password was set, with a link, with the old one, or by a command.
    PasswordSet,
    /// 第二因素: somebody set one up.
    FactorSet,
    /// He does without again, or somebody ended one that was lost.
    FactorEnded,
    /// Where somebody's reminders are mailed; the address itself is not told.
    AddressChanged,
    /// A one-time link was made, by which a password can be set.
    LinkMade,
    /// 预览链接: somebody without an account can read a text that is not public yet.
    PreviewMade,
    /// It was ended before its time.
    PreviewEnded,
    /// 移交: what hung on an account went to a colleague.
    HandedOver,
    /// A program's token, or the address of a calendar feed.
    TokenMade,
    TokenEnded,
    /// Somebody looked at what was changed outside of the program, and sealed what there is.
    RowsSealed,
    /// 设置变更.
    SettingsChanged,
    /// 工作日历变更.
    CalendarChanged,
    /// 导入.
    Imported,
    /// 导出.
    Exported,
    /// 完整显示: an applicant's particulars were looked at.
    ParticularsShown,
    /// A supervisor looked at a request of an organ below.
    LookedBelow,
    /// A job that was given up was tried again or thrown away.
    JobChanged,
    /// Another command of the program that changes something.
    CommandRun,
    /// Rows whose time has passed went.
    LogTrimmed,
}

impl Kind {
    pub const ALL: [Self; 31] = [
        Self::SignIn,
        Self::SignInFailed,
        Self::SignOut,
        Self::ProvedAgain,
        Self::SessionEnded,
        Self::Refused,
        Self::AccountMade,
        Self::AccountDisabled,
        Self::AccountEnabled,
        Self::RightsChanged,
        Self::RightsAsked,
        Self::PasswordSet,
        Self::FactorSet,
        Self::FactorEnded,
        Self::AddressChanged,
        Self::LinkMade,
        Self::PreviewMade,
        Self::PreviewEnded,
        Self::HandedOver,
        Self::TokenMade,
        Self::TokenEnded,
        Self::RowsSealed,
        Self::SettingsChanged,
        Self::CalendarChanged,
        Self::Imported,
        Self::Exported,
        Self::ParticularsShown,
        Self::LookedBelow,
        Self::JobChanged,
        Self::CommandRun,
        Self::LogTrimmed,
    ];

    /// The word by which it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::SignInFailed => "sign_in_failed",
            Self::SignOut => "sign_out",
            Self::ProvedAgain => "proved_again",
            Self::SessionEnded => "session_ended",
            Self::Refused => "refused",
            Self::AccountMade => "account_made",
            Self::AccountDisabled => "account_disabled",
            Self::AccountEnabled => "account_enabled",
            Self::RightsChanged => "rights_changed",
            Self::RightsAsked => "rights_asked",
            Self::PasswordSet => "password_set",
            Self::FactorSet => "factor_set",
            Self::FactorEnded => "factor_ended",
            Self::AddressChanged => "address_changed",
            Self::LinkMade => "link_made",
            Self::PreviewMade => "preview_made",
            Self::PreviewEnded => "preview_ended",
            Self::HandedOver => "handed_over",
            Self::TokenMade => "token_made",
            Self::TokenEnded => "token_ended",
            Self::RowsSealed => store::audit::SEALED,
            Self::SettingsChanged => "settings_changed",
            Self::CalendarChanged => "calendar_changed",
            Self::Imported => "imported",
            Self::Exported => "exported",
            Self::ParticularsShown => "particulars_shown",
            Self::LookedBelow => "looked_below",
            Self::JobChanged => "job_changed",
            Self::CommandRun => "command_run",
            Self::LogTrimmed => store::audit::TRIMMED,
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or(())
    }
}
