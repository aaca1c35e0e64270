ask-go-on = 是否继续？（是/否）
done-before = 此前已经做过，这次没有改动。
next = 下一步：{ $next }
next-nothing = 没有后续步骤
next-or = ，或 { "" }

fact-entry = 日志第 { $index } 条：{ $type }，{ $time }
fact-rules = rules.json 的 SHA-256：{ $value }
fact-tag-key = 标签密钥的 SHA-256：{ $value }
fact-holder = 持有方：{ $value }
fact-commitment = 承诺：{ $value }
fact-seed = 种子：{ $value }
fact-receipts = 至今回执数：{ $value }
fact-lines = 名单行数：{ $value }
fact-root = 根哈希：{ $value }
fact-sha256 = 文件的 SHA-256：{ $value }
fact-changes = changes.csv 的 SHA-256：{ $value }
fact-dice = 骰子：{ $value }

ordered-drand = 次序指定 drand 第 { $drand } 轮，时间 { $due }。见证方须在 { $by } 之前联署。
cosigned = 新增联署 { $new } 份。
waits = 等待确认：{ $type }，{ $have }/{ $need }；尚可确认：{ $waiting }
    哈希：{ $hash }
bundle-folder = 文件夹：{ $path }
reviewed = 新增或更改审核意见 { $changed } 条；尚有 { $undecided } 份报名待审核。
review-listed = { $applications } 份报名已列入 { $path }。请填写“审核意见”一列（通过、不通过、未完成），再用 --decisions 交入。
identity-written = { $code }（登记号 { $registration }）的身份文件在 { $path }，属于隐私。
import-dry-run = 这是试运行，没有导入任何内容。
import-written = 共 { $children } 名儿童；{ $files } 个文件（报名号、回执单、回执）在 { $path }，属于隐私。
dice-first = 第一人：录入 { $throws } 个点数，每个 1 至 { $sides }，每次十个，以空格分隔。
dice-second = 第二人：看着骰子（不凭记忆）再录入同样的 { $throws } 个点数，每个 1 至 { $sides }。
dice-ask = 第 { $from }–{ $to } 次：
dice-wrong = 有误：应为 { $count } 个 1 至 { $sides } 的点数。请重新录入：
drawn = 派位密钥：{ $key }
    { $entered } 名儿童参加派位，{ $placed } 名获得学位。
published-folder = 文件夹：{ $path }（日志 { $entries } 条）。任何人都可以核验。
trust-written = 信任文件为 { $path }。请打印、公布，并交给每一位核验者。

seats-program = 项目
seats-plan = 计划
seats-applied = 报名
seats-admitted = 录取
seats-over = 超计划
seats-cutoff = 录取线
seats-open = 未录满
seats-closed = 未录取
seats-band = 批次
seats-tier = 类别序
seats-points = 积分

status-office = 招办 { $origin }
status-no-round = 尚无轮次。下一步：paiwei round announce rules.json
status-round = 轮次 { $round }：{ $state }（第 { $attempt } 次）
status-applications = 报名 { $applications } 份，待审核 { $undecided } 份
status-handed-over = 日志在派位专用机上。
status-next = 下一步：
status-task = {"  "}{ $command } — { $what }
status-task-final = {"  "}{ $command } — { $what }（不可撤销）

state-announced = 已公布规则
state-open = 正在报名
state-closed = 报名已截止
state-posted = 名单公示中
state-frozen = 名单已锁定
state-opening = 正在公开种子
state-opened = 种子已公开
state-dicing = 已掷骰，待确认
state-diced = 骰子已确认
state-ordered = 次序已确定，待见证
state-witnessed = 次序已获见证
state-thrown = 已掷骰，待确认
state-failed = 信标失效
state-drawn = 随机数已齐备
state-published = 结果已公布
state-void = 已作废

done-init = 招办 { $origin } 已建立。数据文件夹为 { $path }：请保密并备份。
    日志密钥：{ $journal }
    回执密钥：{ $receipts }
    恢复密钥：{ $recovery }
    恢复密钥的私钥在 { $file }。请打印后带离本机，并删除该文件。
next-init = 下一步：写好规则，然后运行 paiwei round announce rules.json
handover-requested = 请求文件为 { $path }。请带到招办。
handover-exported = 密封的轮次为 { $path }。请带到派位专用机。
handover-imported = { $origin } 的日志现在由派位专用机掌握。
handback-exported = 现场派位所做的一切在 { $path }。请带回招办。
handback-imported = 日志重新由招办掌握。

serve-begins = 正在 { $url } 提供服务，按 Ctrl-C 结束。接口说明：{ $url }api/v1/docs/
serve-ended = 服务已结束；已回执的内容均已落盘。

ask-password = 密码（12 至 256 个字符，不显示）：
ask-password-again = 再录入一遍：
done-staff-add = 已建立账号 { $name }，可以登录服务。
done-staff-lock = 账号 { $name } 已停用，其登录已失效。
done-staff-unlock = 账号 { $name } 已恢复。
done-staff-reset = 账号 { $name } 已重设密码，两步验证已取消，其登录已失效。
staff-none = 还没有账号。请先建立主管账号：paiwei staff add 用户名 --roles supervisor
staff-locked = 已停用
staff-totp = 两步验证
