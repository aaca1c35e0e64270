# 各步骤。does-…：将做什么；final-…：不可撤销之处（会请人确认）；done-…：已做什么；task-…：列表中的步骤。

does-announce = 公布轮次 { $round }：规则就此确定，其哈希写入日志。
final-announce = 公布后规则不能更改，只能作废整个轮次。
done-announce = 轮次 { $round } 已公布。

done-commit = 招办已对种子作出承诺。种子加密保存，直到公开。
task-commit = 招办承诺种子

done-commit-observer = 观察方的种子承诺已写入日志。
task-commit-observer = 交入观察方的种子承诺

does-open = 轮次 { $round } 开始接受报名。
final-open = 开始时间写入日志，不可更改。
done-open = 轮次 { $round } 正在接受报名。
task-open = 开始接受报名

does-import = 将登记信息导入轮次 { $round }：每名儿童得到报名号和回执。
final-import = 报名号和回执一经发出不能收回；此后只能撤回报名或审核不通过。
done-import = 登记信息已导入轮次 { $round }。
task-import = 导入登记信息

done-intake = 轮次 { $round } 已收到的报名写入日志。

does-withdraw = 按家长的书面要求撤回报名，并解除与其捆绑儿童的捆绑。
final-withdraw = 撤回同样是一次修改；再次参加须重新报名。
done-withdraw = 报名已撤回。回执如下。

does-close = 轮次 { $round } 停止报名：不再接受任何报名和修改。
final-close = 停止后不能重新开放。
done-close = 轮次 { $round } 已停止报名。
task-close = 停止报名

done-review = 审核意见已保存。
task-review = 审核报名

does-post = 公示轮次 { $round } 审核后的名单。
final-post = 此后的每处更改都将连同理由公布。
done-post = 轮次 { $round } 的名单已公示。请公布其哈希，并将日志送交见证方。
task-post = 公示名单
rare-combination = 仅 { $holders } 名儿童符合：类别 { $categories }，积分 { $points }，捆绑人数 { $linked }。知道这些情况的人可能据此认出其名单行。

done-posting-witnessed = 公示已获见证，异议期开始。
task-posting-witnessed = 交入见证方对公示的联署

does-freeze = 锁定轮次 { $round } 的名单，包括公示以来的全部更改。
final-freeze = 本次派位的名单此后不再更改。
done-freeze = 轮次 { $round } 的名单已锁定。请当众宣读根哈希，并将日志送交见证方。
task-freeze = 锁定名单

done-freeze-witnessed = 锁定的名单已获见证。
task-freeze-witnessed = 交入见证方对锁定名单的联署

does-open-seed = 公开招办在轮次 { $round } 的种子。此后观察方须在规则规定的时间内公开各自的种子。
final-open-seed = 种子公开后不能收回。
done-open-seed = 招办的种子已公开。
task-open-seed = 公开招办的种子

done-open-observer-seed = 观察方的种子已公开。
task-open-observer-seed = 交入观察方公开的种子

does-missing = 声明该观察方未在规则规定的时间内公开种子，派位将不用该种子继续。
final-missing = 该种子不再参与派位。
done-missing = 已记为缺失。
task-missing = 声明观察方未公开种子

does-order = 结束轮次 { $round } 的保密阶段：此后只能向前。
final-order = 见证方联署后，本轮次不能再作废。
done-order = 次序已确定。请立即将日志送交见证方。
task-order = 结束保密阶段

does-order-again = 因见证方未及时联署，重新确定次序。
final-order-again = 先前的次序留在日志中，人人可见。
done-order-again = 次序已重新确定。请立即将日志送交见证方。
task-order-again = 凭见证方“未及时联署”的声明重新确定次序

done-witness = 次序已获见证。
task-witness = 交入见证方对次序的联署

does-dice = 将轮次 { $round } 的掷骰结果写入日志，先于任何人的确认。
final-dice = 即使被否决，这次掷骰也留在日志中。
done-dice = 掷骰结果已写入日志。请送交观察方与骰子核对并确认。
task-dice = 掷骰并录入

does-dice-again = 经观察方确认后，以另一次掷骰取代前一次，并公布理由。
final-dice-again = 两次掷骰及理由都留在日志中。
done-dice-again = 另一次掷骰等待观察方确认。
task-dice-again = 否决这次掷骰，重新掷骰

done-confirm = 确认书已保存。
task-confirm = 交入观察方的确认书

done-beacon = 信标数值已验证并写入日志。
task-beacon = 交入信标数值

does-failed = 声明信标失效；经观察方确认后以骰子代替。
final-failed = 本次派位不再使用信标。
done-failed = 声明等待观察方确认。
task-failed = 放弃信标，改用规则规定的骰子

done-draw = 轮次 { $round } 的结果已算出。结果完全由日志内容决定，此刻没有作出任何决定。
task-draw = 计算结果

does-publish = 对全部内容作第二次核验后，签署并公布轮次 { $round } 的结果。
final-publish = 公布的结果即使被撤销也继续公开。
done-publish = 轮次 { $round } 已公布。
task-publish = 公布结果；有新的联署后再次公布

done-cosigned = 联署已保存。再次公布后，公布的文件夹将包含这些联署。

does-void = 作废轮次 { $round }，并公布理由。
final-void = 作废的轮次不能恢复，只能另行公布后续轮次。
done-void = 轮次 { $round } 已作废。
task-void = 作废轮次

does-annul = 请观察方确认撤销轮次 { $round } 的结果，并公布理由。
final-annul = 被撤销的结果继续公开；新的派位从公示名单开始。
done-annul = 撤销等待观察方确认。
task-annul = 撤销结果

done-bundle = 给观察方的文件已写好。在观察方的机器上运行：paiwei-audit observer … 文件夹

does-rotate = 以新密钥替换招办的密钥，由恢复密钥签署。
final-rotate = 旧密钥将被删除。
done-rotate = 新密钥已生效：{ $key }

does-handover = 将日志和密封的轮次移交给派位专用机。
final-handover = 在派位专用机交回之前，本机不能写入日志。

does-handback = 将日志交回招办。
final-handback = 此后本机不能写入日志。
