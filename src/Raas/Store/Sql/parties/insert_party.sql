-- @Cbe bigint, @Kind varchar(16), @Name nvarchar(256), @Flows nvarchar(200), @Supplies nvarchar(50), @MergeAdjacent bit, @AutoReplace bit,
-- @NotifyReplacements bit, @NotifyIdentityChanges bit, @EmptyNotifications bit, @RejectThreshold int, @AnswerDetail varchar(16),
-- @Language varchar(2), @HumanView bit
INSERT INTO party (Cbe, Kind, Name, Flows, Supplies, MergeAdjacent, AutoReplace, NotifyReplacements, NotifyIdentityChanges,
                   EmptyNotifications, RejectThreshold, AnswerDetail, Language, HumanView)
VALUES (@Cbe, @Kind, @Name, @Flows, @Supplies, @MergeAdjacent, @AutoReplace, @NotifyReplacements, @NotifyIdentityChanges,
        @EmptyNotifications, @RejectThreshold, @AnswerDetail, @Language, @HumanView);
